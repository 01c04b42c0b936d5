#include "app/demo/page.h"

using namespace Qt::StringLiterals;

namespace fairlead::demo {
namespace {

constexpr char kStyle[] = R"(
:root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --ink: #1a1e23; --quiet: #64676b;
  --line: #d9dbde; --accent: #1f6ad6; --good: #1c8a4c; --wash: #e8f3ec; }
@media (prefers-color-scheme: dark) { :root { --back: #15181c; --card: #1d2126; --ink: #e7eaee;
  --quiet: #9a9ea2; --line: #3a4048; --accent: #6ea2f5; --good: #3dbb76; --wash: #1d3227; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px;
  background: var(--back); color: var(--ink);
  font: 17px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
main { width: min(880px, 100%); background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; padding: clamp(24px, 5vw, 56px); text-align: center; }
svg { width: 88px; height: 88px; }
.word { display: inline-block; padding: 2px 14px; border-radius: 99px; background: var(--wash);
  color: var(--good); font-weight: 600; font-size: 14px; }
h1 { font-size: clamp(26px, 5vw, 38px); line-height: 1.2; margin: 14px 0 8px; }
p { margin: 8px auto; max-width: 58ch; } .quiet { color: var(--quiet); font-size: 15px; }
ol { list-style: none; display: flex; flex-wrap: wrap; justify-content: center; row-gap: 18px;
  margin: 36px 0 30px; padding: 0; }
li { position: relative; min-width: 118px; padding: 0 10px; font-size: 15px; }
li::before { content: ""; display: block; width: 16px; height: 16px; margin: 0 auto 8px;
  border-radius: 50%; border: 3px solid var(--good); background: var(--card); position: relative;
  z-index: 1; }
li:last-child::before { background: var(--good); }
li + li::after { content: ""; position: absolute; top: 7px; right: calc(50% + 8px);
  width: calc(100% - 16px); height: 3px; background: repeating-linear-gradient(90deg,
  var(--good) 0 10px, transparent 10px 16px); background-size: 16px 3px;
  animation: run 1s linear infinite; }
@keyframes run { to { background-position: 16px 0; } }
@media (prefers-reduced-motion: reduce) { li + li::after { animation: none; } }
)";

// The program's mark: a ring, and the rope it leads.
constexpr char kMark[] = R"(<svg viewBox="0 0 88 88" aria-hidden="true">
<rect x="2" y="2" width="84" height="84" rx="18" fill="#1f5fae"/>
<circle cx="44" cy="44" r="24" fill="none" stroke="#fff" stroke-width="11"/>
<path d="M2 58 C26 62 30 52 44 44 S64 24 86 27" fill="none" stroke="#7a4300" stroke-width="15"/>
<path d="M2 58 C26 62 30 52 44 44 S64 24 86 27" fill="none" stroke="#f0a32e" stroke-width="11"/>
<path d="M2 58 C26 62 30 52 44 44 S64 24 86 27" fill="none" stroke="#7a4300" stroke-width="11"
 stroke-dasharray="1.6 6"/>
</svg>)";

QString wayList(const QStringList &way) {
    QString list;
    for (const QString &station : way)
        list += u"<li>%1</li>\n"_s.arg(station.toHtmlEscaped());
    return list;
}

} // namespace

QByteArray pageHtml(const Page &page) {
    return u"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<title>%1 · Fairlead demo</title>\n<style>%2</style>\n</head>\n<body>\n<main>\n%3\n"
           "<p><span class=\"word\">You came through</span></p>\n<h1>%1</h1>\n<p>%4</p>\n"
           "<ol aria-label=\"The way you came\">\n%5</ol>\n"
           "<p class=\"quiet\">All of it is on this machine: servers, keys and this page live as "
           "long as the demo and leave nothing behind.</p>\n</main>\n</body>\n</html>\n"_s
               .arg(page.title.toHtmlEscaped(), QLatin1StringView(kStyle), QLatin1StringView(kMark),
                    page.text.toHtmlEscaped(), wayList(page.way))
               .toUtf8();
}

} // namespace fairlead::demo
