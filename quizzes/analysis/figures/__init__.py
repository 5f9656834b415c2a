"""The figures by which lecturers improve quizzes: pure functions over plain numbers, without Django.

Terms: an *item* is a question as one quiz or several asked it; its *fraction* is what an answer earned of the
item's points, from 0 to 1; the *rest* is what the same attempt earned of all its other points.
"""
