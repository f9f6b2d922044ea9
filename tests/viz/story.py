"""A small graph made by hand: Central Asia and its neighbours in 2022, in sentences of our own, with every feature."""

import datetime
from dataclasses import replace

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Relationship, Statement
from graphkb.ontology import Label, load_ontology

PLACES: dict[str, tuple[str, float, float]] = {
    "KAZ": ("Kazakhstan", 51.17, 71.43),
    "RUS": ("Russia", 55.76, 37.62),
    "KGZ": ("Kyrgyzstan", 42.87, 74.59),
    "TJK": ("Tajikistan", 38.56, 68.77),
    "UZB": ("Uzbekistan", 41.31, 69.24),
    "TKM": ("Turkmenistan", 37.95, 58.38),
    "CHN": ("China", 39.9, 116.4),
    "TUR": ("Turkey", 39.93, 32.85),
    "UKR": ("Ukraine", 50.45, 30.52),
    "ARM": ("Armenia", 40.18, 44.51),
    "AZE": ("Azerbaijan", 40.41, 49.87),
    "USA": ("United States", 38.9, -77.04),
    "DEU": ("Germany", 52.52, 13.4),
    "IRN": ("Iran", 35.69, 51.39),
    "BLR": ("Belarus", 53.9, 27.56),
}
OTHERS: tuple[tuple[str, Label, str, str | None], ...] = (
    ("leader/tokayev", "Leader", "Kassym-Jomart Tokayev", "President of Kazakhstan since 2019"),
    ("leader/putin", "Leader", "Vladimir Putin", "President of Russia"),
    ("leader/rahmon", "Leader", "Emomali Rahmon", "President of Tajikistan since 1994"),
    ("leader/japarov", "Leader", "Sadyr Japarov", "President of Kyrgyzstan since 2021"),
    ("leader/mirziyoyev", "Leader", "Shavkat Mirziyoyev", "President of Uzbekistan since 2016"),
    ("leader/erdogan", "Leader", "Recep Tayyip Erdoğan", "President of Turkey"),
    ("leader/xi", "Leader", "Xi Jinping", "President of China"),
    ("leader/zelensky", "Leader", "Volodymyr Zelensky", "President of Ukraine"),
    ("leader/lukashenko", "Leader", "Alexander Lukashenko", "President of Belarus"),
    ("leader/aliyev", "Leader", "Ilham Aliyev", "President of Azerbaijan"),
    ("leader/pashinyan", "Leader", "Nikol Pashinyan", "Prime minister of Armenia"),
    ("person/masimov", "Person", "Karim Masimov", "Former head of the security committee of Kazakhstan"),
    ("org/csto", "Organization", "Collective Security Treaty Organization", None),
    ("org/sco", "Organization", "Shanghai Cooperation Organisation", None),
    ("org/eu", "Organization", "European Union", None),
    ("org/un", "Organization", "United Nations", None),
    ("org/ots", "Organization", "Organization of Turkic States", None),
    ("group/protesters-in-almaty", "Group", "protesters in Almaty", None),
    ("event/sco-summit/2022-09-15", "Event", "Samarkand summit", None),
    ("event/un-general-assembly-vote/2022-11-14", "Event", "General Assembly vote on reparations", None),
    ("place/KAZ/almaty", "Place", "Almaty", None),
)
ALIASES = {
    "org/csto": ("CSTO", "ODKB"),
    "org/sco": ("SCO",),
    "leader/rahmon": ("Rakhmon", "Эмомали Рахмон"),
    "leader/erdogan": ("Erdogan",),
    "state/USA": ("America", "US"),
    "org/un": ("UN",),
    "org/eu": ("EU",),
    "org/ots": ("OTS", "Turkic Council"),
}
# source, relation, target, day, modality, said by, confidence, the articles that say so, the sentence with [the trigger]
SAID: tuple[tuple[str, str, str, str, str, str, float, str, str], ...] = (
    ("RUS", "DEPLOYS_TROOPS", "KAZ", "2022-01-06", "", "", 0.94, "abcd", "Russia [sent] some three thousand paratroopers to Kazakhstan overnight."),
    ("org/csto", "DEPLOYS_TROOPS", "KAZ", "2022-01-06", "", "", 0.91, "abc", "The alliance's peacekeepers [arrived] in Kazakhstan at the president's request."),
    ("leader/tokayev", "REQUESTS_FROM", "org/csto", "2022-01-05", "", "", 0.9, "ab", "Tokayev [appealed] to the CSTO for help."),
    ("group/protesters-in-almaty", "PROTESTS_AGAINST", "KAZ", "2022-01-05", "", "", 0.88, "abd", "Crowds in Almaty [rose] against the government over the price of fuel."),
    ("leader/tokayev", "CRACKS_DOWN_ON", "group/protesters-in-almaty", "2022-01-07", "", "", 0.83, "ad", "He ordered troops to [fire] on the crowds without warning."),
    ("KAZ", "ARRESTS", "person/masimov", "2022-01-08", "", "", 0.92, "bd", "Kazakhstan [detained] its former security chief on suspicion of treason."),
    ("group/protesters-in-almaty", "LOCATED_IN", "place/KAZ/almaty", "", "", "", 0.9, "a", "The unrest was fiercest [in] Almaty."),
    ("place/KAZ/almaty", "LOCATED_IN", "KAZ", "", "", "", 0.95, "a", "Almaty is the largest city [of] Kazakhstan."),
    ("org/csto", "WITHDRAWS_FROM", "KAZ", "2022-01-19", "", "", 0.9, "cd", "The last of the peacekeepers [left] Kazakhstan within two weeks."),
    ("RUS", "INVADES", "UKR", "2022-02-24", "", "", 0.98, "abcdef", "Russia [invaded] Ukraine from three sides before dawn."),
    ("BLR", "SUPPORTS", "RUS", "2022-02-24", "", "", 0.81, "ce", "Belarus [let] its soil be used for the attack."),
    ("UKR", "FIGHTS", "RUS", "2022-06-25", "", "", 0.9, "ef", "Ukrainian and Russian forces [fought] street by street for the city."),
    ("org/eu", "SANCTIONS", "RUS", "2022-06-03", "", "", 0.95, "bef", "The European Union [cut off] most Russian oil."),
    ("USA", "SANCTIONS", "RUS", "2022-04-06", "", "", 0.93, "bf", "Washington [blocked] the largest Russian bank."),
    ("USA", "AIDS", "UKR", "2022-05-21", "", "", 0.95, "abf", "The United States [approved] forty billion dollars of help for Ukraine."),
    ("DEU", "AIDS", "UKR", "2022-06-21", "", "", 0.9, "bf", "Berlin [delivered] the first of its heavy howitzers to Ukraine."),
    ("org/eu", "SUPPORTS", "UKR", "2022-06-23", "", "", 0.9, "be", "The bloc [named] Ukraine a candidate."),
    ("leader/tokayev", "DISTANCES_FROM", "leader/putin", "2022-06-17", "", "", 0.86, "acd", "Sitting beside Putin, Tokayev said he would [not recognise] the breakaway regions."),
    ("KAZ", "DISTANCES_FROM", "RUS", "2022-07-04", "possible", "", 0.61, "c", "Astana [may be loosening] its ties with Moscow."),
    ("KAZ", "AIDS", "UKR", "2022-03-14", "", "", 0.78, "d", "Kazakhstan [flew] medicine to Ukraine."),
    ("leader/putin", "VISITS", "TJK", "2022-06-28", "", "", 0.93, "ac", "Putin [flew] to Dushanbe, his first journey abroad since the invasion."),
    ("leader/putin", "MEETS", "leader/rahmon", "2022-06-28", "", "", 0.93, "ac", "He [met] Rahmon, whom he called an old friend."),
    ("leader/rahmon", "DEMANDS_FROM", "leader/putin", "2022-10-14", "", "", 0.9, "abd", "Rahmon told Putin that his country [wanted] more respect."),
    ("leader/putin", "MEETS", "leader/erdogan", "2022-10-13", "", "", 0.94, "bde", "Putin and Erdoğan [met] in Astana to talk about a gas hub."),
    ("leader/putin", "MEETS", "leader/erdogan", "2022-12-20", "future", "", 0.7, "e", "The two presidents [will meet] again before the year is out, the palace said."),
    ("leader/erdogan", "MEDIATES", "UKR", "2022-07-22", "", "", 0.85, "bef", "Erdoğan [brokered] the deal that let grain leave Ukrainian ports."),
    ("leader/xi", "VISITS", "KAZ", "2022-09-14", "", "", 0.95, "abc", "Xi [chose] Kazakhstan for his first trip abroad since the pandemic."),
    ("leader/xi", "MEETS", "leader/tokayev", "2022-09-14", "", "", 0.92, "ac", "He [was received] by Tokayev at the airport."),
    ("leader/xi", "MEETS", "leader/putin", "2022-09-15", "", "", 0.95, "abcd", "Xi and Putin [talked] for an hour on the edge of the summit."),
    ("CHN", "SUPPORTS", "KAZ", "2022-09-14", "", "leader/xi", 0.8, "c", "China would [stand by] Kazakhstan's independence whatever happened, Xi said."),
    ("CHN", "TRADES_WITH", "RUS", "2022-08-20", "", "", 0.82, "de", "Russian oil [sold] to China reached a record."),
    ("UZB", "HOSTS", "event/sco-summit/2022-09-15", "2022-09-15", "", "", 0.9, "abc", "Uzbekistan [hosted] fourteen leaders in Samarkand."),
    ("leader/xi", "PARTICIPATES_IN", "event/sco-summit/2022-09-15", "2022-09-15", "", "", 0.9, "ac", "Xi [was there] in person."),
    ("leader/putin", "PARTICIPATES_IN", "event/sco-summit/2022-09-15", "2022-09-15", "", "", 0.9, "ac", "Putin [came] a day early."),
    ("leader/erdogan", "PARTICIPATES_IN", "event/sco-summit/2022-09-15", "2022-09-15", "", "", 0.88, "c", "Erdoğan [came] as a guest."),
    ("leader/mirziyoyev", "PARTICIPATES_IN", "event/sco-summit/2022-09-15", "2022-09-15", "", "", 0.9, "a", "Mirziyoyev [opened] the meeting."),
    ("IRN", "SIGNS_AGREEMENT_WITH", "org/sco", "2022-09-15", "", "", 0.9, "ab", "Iran [signed] its papers of accession."),
    ("KGZ", "FIGHTS", "TJK", "2022-09-16", "", "", 0.94, "abd", "Kyrgyz and Tajik guards [fought] along the border with tanks and mortars."),
    ("KGZ", "ACCUSES", "TJK", "2022-09-17", "", "", 0.9, "ad", "Bishkek [accused] Tajikistan of shelling villages."),
    ("TJK", "ACCUSES", "KGZ", "2022-09-17", "", "", 0.9, "ad", "Dushanbe [blamed] Kyrgyzstan in turn."),
    ("leader/japarov", "MEETS", "leader/rahmon", "2022-09-16", "", "", 0.88, "a", "Japarov and Rahmon [agreed] in Samarkand to pull back."),
    ("TJK", "ATTACKS", "KGZ", "2022-09-16", "denied", "TJK", 0.8, "d", "Tajikistan [denied having fired] first."),
    ("KGZ", "SNUBS", "org/csto", "2022-10-09", "", "", 0.85, "cd", "Kyrgyzstan [called off] the alliance's exercise on its soil."),
    ("ARM", "REQUESTS_FROM", "org/csto", "2022-09-13", "", "", 0.88, "be", "Armenia [asked] the alliance for soldiers and got observers."),
    ("AZE", "ATTACKS", "ARM", "2022-09-13", "", "", 0.93, "abe", "Azerbaijan [shelled] towns deep inside Armenia."),
    ("leader/pashinyan", "MEETS", "leader/aliyev", "2022-10-06", "", "", 0.9, "be", "Pashinyan and Aliyev [sat down] together in Prague."),
    ("leader/pashinyan", "CRITICIZES", "org/csto", "2022-11-23", "", "", 0.9, "be", "Pashinyan [would not sign] the declaration of an alliance that had not come."),
    ("leader/putin", "MEETS", "leader/pashinyan", "2022-11-23", "", "", 0.86, "e", "He [talked] with Putin afterwards."),
    ("TUR", "SUPPORTS", "AZE", "2022-09-14", "", "", 0.85, "b", "Turkey [stood] behind Azerbaijan."),
    ("KAZ", "ABSTAINS", "event/un-general-assembly-vote/2022-11-14", "2022-11-14", "", "", 0.95, "ab", "Kazakhstan [abstained], as it had before."),
    ("KGZ", "ABSTAINS", "event/un-general-assembly-vote/2022-11-14", "2022-11-14", "", "", 0.95, "ab", "So [did] Kyrgyzstan."),
    ("TJK", "ABSTAINS", "event/un-general-assembly-vote/2022-11-14", "2022-11-14", "", "", 0.95, "ab", "Tajikistan too [withheld] its vote."),
    ("ARM", "ABSTAINS", "event/un-general-assembly-vote/2022-11-14", "2022-11-14", "", "", 0.95, "ab", "Armenia [abstained]."),
    ("BLR", "VOTES_AGAINST", "event/un-general-assembly-vote/2022-11-14", "2022-11-14", "", "", 0.95, "b", "Belarus [voted no]."),
    ("UKR", "VOTES_FOR", "event/un-general-assembly-vote/2022-11-14", "2022-11-14", "", "", 0.93, "ab", "Ukraine [voted] for the text it had written."),
    ("org/ots", "ALLIES_WITH", "UZB", "2022-11-11", "", "", 0.84, "b", "The Turkic states [drew closer] in Samarkand."),
    ("leader/erdogan", "URGES", "org/ots", "2022-11-11", "requested", "", 0.76, "b", "Erdoğan [called on] the Turkic states to admit the north of Cyprus."),
    ("TKM", "COOPERATES_WITH", "TUR", "2022-12-14", "possible", "", 0.58, "e", "Turkmen gas [could flow] to Turkey one day."),
    ("leader/lukashenko", "MEETS", "leader/putin", "2022-12-19", "", "", 0.93, "ef", "Lukashenko [received] Putin in Minsk."),
    ("leader/zelensky", "VISITS", "USA", "2022-12-21", "", "", 0.97, "abef", "Zelensky [flew] to Washington in a military aircraft."),
    ("leader/zelensky", "REQUESTS_FROM", "USA", "2022-12-21", "", "", 0.9, "ef", "He [asked] Congress for more guns."),
    ("leader/tokayev", "LEADS", "KAZ", "", "", "", 0.97, "ab", "Tokayev, the [president] of Kazakhstan, called an early election."),
    ("leader/putin", "LEADS", "RUS", "", "", "", 0.97, "ac", "Putin, the Russian [president], looked on."),
    ("leader/rahmon", "LEADS", "TJK", "", "", "", 0.97, "ac", "Rahmon has [ruled] Tajikistan for thirty years."),
    ("leader/japarov", "LEADS", "KGZ", "", "", "", 0.97, "a", "Japarov, the Kyrgyz [president], stayed home."),
    ("leader/mirziyoyev", "LEADS", "UZB", "", "", "", 0.97, "a", "Mirziyoyev, [president] of Uzbekistan, smiled."),
    ("leader/erdogan", "LEADS", "TUR", "", "", "", 0.97, "b", "Turkey's [president] had other plans."),
    ("leader/xi", "LEADS", "CHN", "", "", "", 0.97, "c", "China's [leader] had not travelled for two years."),
    ("leader/zelensky", "LEADS", "UKR", "", "", "", 0.97, "f", "Ukraine's [president] was warmly received."),
    ("leader/lukashenko", "LEADS", "BLR", "", "", "", 0.97, "e", "The [ruler] of Belarus was in good humour."),
    ("leader/aliyev", "LEADS", "AZE", "", "", "", 0.97, "b", "Azerbaijan's [president] set out his terms."),
    ("leader/pashinyan", "LEADS", "ARM", "", "", "", 0.97, "b", "Armenia's [prime minister] lost patience."),
    ("KAZ", "MEMBER_OF", "org/csto", "", "", "", 0.9, "a", "Kazakhstan is [one of] its six members."),
    ("RUS", "MEMBER_OF", "org/csto", "", "", "", 0.9, "a", "Russia [dominates] the alliance."),
    ("ARM", "MEMBER_OF", "org/csto", "", "", "", 0.9, "a", "Armenia [joined] it in 1994."),
    ("event/sco-summit/2022-09-15", "LOCATED_IN", "UZB", "2022-09-15", "", "", 0.9, "a", "Samarkand [in] Uzbekistan was scrubbed for the guests."),
)  # fmt: skip
OUTLETS = {"a": "Steppe Courier", "b": "The Strait", "c": "Eastern Desk", "d": "Almaty Wire", "e": "Minsk Road", "f": "Dnipro Post"}


def _id(name: str) -> str:
    return f"state/{name}" if name in PLACES else name


def story_graph() -> Graph:
    """The graph of all that the table says."""
    nodes = {
        f"state/{code}": Node(f"state/{code}", "State", name, ALIASES.get(f"state/{code}", ()), code, latitude=lat, longitude=lon)
        for code, (name, lat, lon) in PLACES.items()
    }  # fmt: skip
    nodes |= {key: Node(key, label, name, ALIASES.get(key, ()), description=about) for key, label, name, about in OTHERS}
    nodes["place/KAZ/almaty"] = replace(nodes["place/KAZ/almaty"], country="KAZ", latitude=43.24, longitude=76.89)
    relationships, statements, articles = {}, {}, {}
    for number, row in enumerate(SAID):
        relationship, said, outlets = _read(number, row)
        relationships[relationship.id] = relationship
        statements |= {s.id: s for s in said}
        articles |= {a.id: a for a in outlets}
    return Graph(nodes, relationships, statements, articles)


def _read(
    number: int, row: tuple[str, str, str, str, str, str, float, str, str]
) -> tuple[Relationship, list[Statement], list[Article]]:
    source, kind, target, day, mood, by, confidence, outlets, marked = row
    date = datetime.date.fromisoformat(day) if day else None
    reported = (date or datetime.date(2022, 6, 1)) + datetime.timedelta(days=1)
    before, trigger, after = marked.replace("]", "[").split("[")
    sentence = before + trigger + after
    relation = load_ontology().relation(kind)
    denied, precision = mood == "denied", "day" if date else "unknown"
    relationship = Relationship(
        f"r{number}", _id(source), kind, _id(target), date, precision, relation.plover, relation.sign, relation.intensity,
        "denied" if denied else "affirmed", "asserted" if denied or not mood else mood, confidence, len(outlets), len(outlets), sentence,
    )  # fmt: skip
    articles = [
        Article(f"{o}/{reported}", sentence, f"What happened by {reported:%-d %B}", f"https://{o}.example/{reported}", OUTLETS[o], reported)
        for o in outlets
    ]  # fmt: skip
    statements = [
        Statement(
            f"s{number}{a.id[0]}", a.id, sentence, 40, 40 + len(sentence), trigger, 40 + len(before), kind, _id(source),
            _id(target), source, target, date, precision, reported, relationship.polarity, relationship.modality,
            _id(by) if by else None, confidence, relationship.id,
        )
        for a in articles
    ]  # fmt: skip
    return relationship, statements, articles
