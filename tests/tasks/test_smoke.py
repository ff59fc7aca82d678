import os, pytest
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from playwright.sync_api import sync_playwright
@pytest.mark.django_db(transaction=True)
def test_shots(world, published, read_directive, notice, client_of, live_server):
    notice["doc_number"]="岚科协学发〔2026〕42号"
    other = read_directive(notice)
    c = client_of(world.officer)
    cookie = c.cookies["sessionid"].value
    t = other.tasks.first()
    pages = {"overview": f"/directives/{published.code}/", "read": f"/directives/{other.code}/", "publish": f"/directives/{other.code}/publish/", "list": "/directives/", "tasks": "/tasks/", "new": "/directives/new/", "sheet": f"/directives/{other.code}/sheets/{t.blocks.first().template.code}/", "assign": f"/directives/{published.code}/assignments/", "original": f"/directives/{published.code}/original/"}
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for w in (1440, 390):
            ctx = b.new_context(locale="zh-CN", viewport={"width": w, "height": 900})
            ctx.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
            page = ctx.new_page()
            page.on("console", lambda m: print("CONSOLE", m.text))
            for name, url in pages.items():
                page.goto(live_server.url + url)
                page.wait_for_timeout(300)
                page.screenshot(path=f"/tmp/shot-{name}-{w}.png", full_page=True)
                print(name, w, page.evaluate("document.documentElement.scrollWidth"))
            if w == 1440:
                page.goto(live_server.url + pages["read"])
                page.click(f"#task-{t.code} header button"); page.wait_for_timeout(500)
                page.click("#facts header button"); page.wait_for_timeout(500)
                page.screenshot(path="/tmp/shot-edit.png", full_page=True)
                page.fill("#facts textarea[name=title]", "关于征集体会的通知")
                page.click("#facts form button:not([type=button])"); page.wait_for_timeout(700)
                page.click("#deadlines form button"); page.wait_for_timeout(700)
                page.screenshot(path="/tmp/shot-edit2.png", full_page=True)
        b.close()
