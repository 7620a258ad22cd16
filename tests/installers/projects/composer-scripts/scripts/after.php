<?php
copy('src/App.php', 'vendor/App.php');
