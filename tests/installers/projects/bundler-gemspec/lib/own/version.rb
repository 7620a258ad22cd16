module Own
  VERSION = "1.0.0"
end
