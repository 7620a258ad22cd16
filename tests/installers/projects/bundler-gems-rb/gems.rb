gem "tiny", "1.0.0"
