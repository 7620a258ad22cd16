"""Values that change with each build: where they are declared, who reads them, and how far down they can go."""
