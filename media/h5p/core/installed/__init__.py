"""What is installed on a site: libraries shared by all content, and the contents themselves."""
