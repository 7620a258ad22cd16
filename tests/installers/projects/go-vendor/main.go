package main

import (
	_ "example.com/lib"
	_ "example.com/tiny"
)

func main() {}
