"""What a text does to the image of the institution: rules that a person can read, and a small linear model that weighs them with the words."""
