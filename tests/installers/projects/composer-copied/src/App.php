<?php
namespace Own;
class App {}
