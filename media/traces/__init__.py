"""What media keep of a person: joined when two entries were one, told to her, let go of at her wish."""
