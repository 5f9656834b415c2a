import json
from pathlib import Path
from tests.quizzes.printing.conftest import *
from quizzes.printing import typesetting as t
def test_look(hall, monkeypatch):
    q = every_type()
    p = make_print(q, hall)
    got={}
    def fake(template, content, **k):
        pics=t._picture_files(t._pictures_in(content)) if k.get("with_pictures",True) else {}
        content["pictures"]={n:name for n,(name,_b) in pics.items()}
        for name,b in pics.values(): Path("/tmp/typ",name).write_bytes(b)
        Path("/tmp/typ",template+".json").write_text(json.dumps(content))
        return b""
    monkeypatch.setattr(t,"_set",fake)
    t.papers_pdf(p); t.sheets_pdf(p); t.key_pdf(p)
