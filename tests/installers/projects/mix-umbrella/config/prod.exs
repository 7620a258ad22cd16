import Config
config :web, port: 80
