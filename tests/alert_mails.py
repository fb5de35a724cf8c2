"""Alert mails as the services send them: constructed from what their readers in public tell of them."""

GOOGLE_PLAIN = """=== News - 2 new results for [acme rail] ===

Acme Rail leaves hundreds in the snow
The Example Times
Passengers of Acme Rail said on Monday that nobody had told them
anything for five hours ...
<https://www.google.com/url?rct=j&sa=t&url=https://times.example/acme-snow&ct=ga&cd=CA&usg=AF>

Why is Acme so bad? - Forum
The trains never come ...
<https://www.google.com/url?rct=j&sa=t&url=https://forum.example/t/1%3Fa%3D2&ct=ga&cd=CA&usg=AF>

- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -
Unsubscribe from this Google Alert:
<https://www.google.com/alerts/remove?source=alertsmail&hl=en>
"""
GOOGLE_HTML = """<table><tr><td>
<a href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://times.example/acme-snow&amp;ct=ga"
><img alt="" src="x"></a></td><td>
<a href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://times.example/acme-snow&amp;ct=ga"
itemprop="url"><span itemprop="name"><b>Acme Rail</b> leaves hundreds in the snow</span></a>
<div itemprop="publisher"><a style="x"><span itemprop="name">The Example Times</span></a></div>
<div itemprop="description">Passengers of <b>Acme Rail</b> said &hellip;</div>
<a href="https://www.google.com/alerts/share?ru=x">Facebook</a>
<a href="https://www.google.com/alerts/feedback?x">Flag as irrelevant</a></td></tr></table>
<a href="javascript:alert(1)">See more</a>
<a href="https://www.google.com/url?url=javascript:alert(1)">evil</a>"""

_REDDIT = (
    "https://f5bot.com/url?u=https%3A%2F%2Fwww.reddit.com%2Fr%2Frail%2Fcomments%2Fab1%2Fc%2Fcd2%2F&i=1&h=2"
)
_NEWS = "https://f5bot.com/url?u=https%3A%2F%2Fnews.ycombinator.com%2Fitem%3Fid%3D1&i=1&h=2"
F5BOT_HTML = f"""<h2>Keyword: &quot;acme&quot;</h2>
<p style='margin-left:10px'>  Reddit Comments (/r/rail/): <a href='{_REDDIT}'>Late again</a> by snowed_in<br>
<span style='font-family: monospace'>Yesterday <b>acme</b> left us</span></p>
<h2>Keyword: &quot;acme rail&quot;</h2>
<p style='margin-left:10px'>  Hacker News Posts: <a href='{_NEWS}'>Acme is down</a> by pg2<br>
<span style='font-family: monospace'>It broke.</span></p>
<p>Do you have comments or suggestions about F5Bot? <a href="https://f5bot.com/contact">Write</a></p>"""
F5BOT_PLAIN = f"""F5Bot found something!

Keyword: "acme"
Reddit Comments (/r/rail/): 'Late again' by snowed_in
{_REDDIT}
Yesterday acme left us

Keyword: "acme rail"
Hacker News Posts: 'Acme is down' by pg2
{_NEWS}
It broke.

Do you have comments or suggestions about F5Bot?
"""
TALKWALKER = """<p>New results for acme</p>
<a href="https://alerts.talkwalker.com/open?x=1"><img alt="logo" src="l"></a>
<a href="https://blog.example/acme-again">Acme does it again</a><br>blog.example - The third time ...
<a href="https://alerts.talkwalker.com/manage">Manage</a>"""
TRUSTPILOT = """Jane Doe just left a 1-star review of Acme Rail

"They left us in the snow."

Read it: https://www.trustpilot.com/reviews/65a1b2c3d4e5f6

To stop these mails: https://business.trustpilot.com/settings
"""
