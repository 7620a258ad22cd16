defmodule Umbrella.MixProject do
  use Mix.Project

  def project do
    [version: String.trim(File.read!("VERSION")), apps_path: "apps", deps: [{:text, path: "libs/text"}]]
  end
end
