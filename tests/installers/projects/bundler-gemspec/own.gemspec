require_relative "lib/own/version"

Gem::Specification.new do |spec|
  spec.name = "own"
  spec.version = Own::VERSION
  spec.summary = "own"
  spec.authors = ["us"]
  spec.files = Dir["lib/**/*.rb"]
end
