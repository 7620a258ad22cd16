module example.com/app

go 1.18

require example.com/tiny v1.0.0
