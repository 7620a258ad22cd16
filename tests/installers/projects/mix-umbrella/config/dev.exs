raise "not read"
