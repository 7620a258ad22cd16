package main

import _ "example.com/tiny"

func main() {}
