//! Invented stories for the tests of this crate, built without the earlier stages.

use article::{Article, Completeness, Moment, TextRange, Warning, WarningKind};
use compare::{Comparison, Difference, Fact, Kind, Relation, Side, Stance, Verdict};

/// A comparison under construction. Words are found by searching them in their sentence.
pub(crate) struct Invented {
    comparison: Comparison,
    lenses: Vec<lens::Reading>,
}

impl Invented {
    pub(crate) fn new() -> Self {
        Self {
            comparison: Comparison {
                articles: Vec::new(),
                facts: Vec::new(),
                near: cluster::Near::new(),
                origins: Vec::new(),
                reprints: Vec::new(),
                warnings: Vec::new(),
            },
            lenses: Vec::new(),
        }
    }

    /// Each sentence is a paragraph of its own unless it begins with a space.
    pub(crate) fn article(mut self, outlet: &str, title: &str, sentences: &[&str]) -> Self {
        let mut body = String::new();
        let mut places = Vec::new();
        let mut paragraph = 0;
        for (idx, it) in sentences.iter().enumerate() {
            if idx > 0 {
                let goes_on = it.starts_with(' ');
                body.push_str(if goes_on { " " } else { "\n\n" });
                paragraph += usize::from(!goes_on);
            }
            let start = body.len();
            body.push_str(it.trim_start());
            places.push((TextRange::new(start, body.len()), paragraph));
        }
        let n = self.comparison.articles.len();
        let article = Article {
            id: char::from(b'A' + u8::try_from(n).expect("few articles")).to_string(),
            outlet: outlet.to_owned(),
            title: title.to_owned(),
            byline: None,
            url: Some(format!(
                "https://{}.example/velden",
                outlet.to_lowercase().replace(' ', "-")
            )),
            published: Some(Moment::day(jiff::civil::date(2031, 3, 4))),
            modified: None,
            declared_language: Some("en".to_owned()),
            body,
            completeness: Completeness::Complete,
            warnings: Vec::new(),
        };
        self.comparison.articles.push(read(article, &places));
        self.comparison.origins.push(n);
        self
    }

    /// The last article is only a part of what was published.
    pub(crate) fn partial(mut self, reason: &str) -> Self {
        let last = self.comparison.articles.last_mut().expect("an article first");
        last.document.article.completeness = Completeness::Partial(reason.to_owned());
        self
    }

    pub(crate) fn edit(mut self, change: impl FnOnce(&mut Comparison)) -> Self {
        change(&mut self.comparison);
        self
    }

    /// `members`: article, sentence (from 0), words of it ("" for all).
    pub(crate) fn fact(mut self, verdict: Verdict, members: &[(usize, usize, &str)]) -> Self {
        let members: Vec<cluster::Member> = members
            .iter()
            .map(|(article_idx, sentence_idx, words)| cluster::Member {
                article_idx: *article_idx,
                sentence_idx: *sentence_idx,
                range: self.find(*article_idx, *sentence_idx, words),
            })
            .collect();
        let told = |idx: usize| members.iter().any(|it| it.article_idx == idx);
        let stance = |(idx, it): (usize, &claim::Claims)| match (told(idx), verdict) {
            (true, Verdict::Differs) => Stance::Differs,
            (true, _) => Stance::States,
            (false, _) if it.document.article.is_partial() => Stance::OmitsPartial,
            (false, _) => Stance::Omits,
        };
        let stances: Vec<Stance> =
            self.comparison.articles.iter().enumerate().map(stance).collect();
        self.comparison.facts.push(Fact {
            id: format!("F{}", self.comparison.facts.len() + 1),
            statement: 0,
            verdict,
            confidence: if verdict == Verdict::Unsure { 0.55 } else { 0.93 },
            is_alike: true,
            is_major: true,
            n_origins: stances.iter().filter(|it| !it.name().starts_with("omits")).count(),
            members,
            links: Vec::new(),
            stances,
            differences: Vec::new(),
        });
        self
    }

    /// A difference in the last fact; `sides`: member, words, normalised form ("" for none).
    pub(crate) fn difference(
        mut self,
        kind: Kind,
        relation: Relation,
        sides: &[(usize, &str, &str)],
    ) -> Self {
        let fact = self.comparison.facts.last().expect("a fact first");
        let between = sides
            .iter()
            .map(|(member, words, value)| {
                let it = fact.members[*member];
                Side {
                    member: *member,
                    range: self.find(it.article_idx, it.sentence_idx, words),
                    value: (!value.is_empty()).then(|| (*value).to_owned()),
                }
            })
            .collect();
        let difference = Difference {
            kind,
            relation,
            confidence: 0.9,
            is_sure: true,
            is_located: true,
            between,
        };
        self.comparison.facts.last_mut().expect("checked above").differences.push(difference);
        self
    }

    /// A row that a lens saw; `seen`: article, sentence (from 0), words, sort, value ("" for none).
    pub(crate) fn seen(
        mut self,
        lens: lens::Lens,
        subject: lens::Subject,
        seen: &[(usize, usize, &str, &str, &str)],
    ) -> Self {
        let n_articles = self.comparison.articles.len();
        let mut row = lens::Row { subject, cells: vec![lens::Cell::default(); n_articles] };
        for (article_idx, sentence_idx, words, sort, value) in seen {
            row.cells[*article_idx].observations.push(lens::Observation {
                place: lens::Place::Sentence(*sentence_idx),
                range: self.find(*article_idx, *sentence_idx, words),
                sort: (*sort).to_owned(),
                value: (!value.is_empty()).then(|| (*value).to_owned()),
                is_quoted: false,
            });
        }
        match self.lenses.iter_mut().find(|it| it.lens == lens) {
            Some(reading) => reading.rows.push(row),
            None => self.lenses.push(lens::Reading { lens, rows: vec![row] }),
        }
        self
    }

    /// The view, with a summary that quotes the first member of the given facts.
    pub(crate) fn view(self, summary: &[usize]) -> crate::View {
        let lines: Vec<summary::Line> = summary
            .iter()
            .map(|fact_idx| {
                let fact = &self.comparison.facts[*fact_idx];
                let first = fact.members[0];
                summary::Line {
                    article_idx: first.article_idx,
                    sentence_idx: first.sentence_idx,
                    range: first.range,
                    facts: vec![*fact_idx],
                    sources: fact
                        .members
                        .iter()
                        .map(|it| (it.article_idx, it.sentence_idx))
                        .collect(),
                    in_part: Vec::new(),
                    n_origins: fact.n_origins,
                }
            })
            .collect();
        crate::build(&self.comparison, &lines, &self.lenses, &making())
    }

    /// The view with corrections replayed, of the story's keys.
    pub(crate) fn corrected(
        self,
        replayed: impl FnOnce(&correction::Keys) -> correction::Replayed,
    ) -> crate::View {
        let keys = correction::Keys::of(&self.comparison.articles);
        let replayed = replayed(&keys);
        crate::build_corrected(&self.comparison, &[], &self.lenses, &replayed, &making())
    }

    fn find(&self, article_idx: usize, sentence_idx: usize, words: &str) -> TextRange {
        let document = &self.comparison.articles[article_idx].document;
        let sentence = document.sentences[sentence_idx].range;
        if words.is_empty() {
            return sentence;
        }
        let text = document.article.text(sentence);
        let at = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        TextRange::new(at, at + words.len()).shifted(sentence.start)
    }
}

/// What an invented comparison says it was made with.
pub(crate) fn making() -> crate::Making {
    crate::Making {
        version: "0.0.0".to_owned(),
        mode: crate::Mode::Standard,
        encoder: None,
        min_link: 0.36,
        sure_fact: 0.5,
        sure_alike: 0.75,
        sure_difference: 0.5,
        has_own_rules: false,
    }
}

fn read(article: Article, places: &[(TextRange, usize)]) -> claim::Claims {
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in article.body.split_inclusive(char::is_whitespace) {
        tokens.push(text::Token {
            range: TextRange::new(at, at + word.len()),
            kind: text::TokenKind::Word,
            lower: word.to_lowercase().into(),
            stem: word.to_lowercase().into(),
            is_stop: false,
        });
        at += word.len();
    }
    let sentences = places
        .iter()
        .map(|(range, paragraph)| text::Sentence {
            range: *range,
            paragraph: *paragraph,
            tokens: 0..0,
        })
        .collect();
    let claims = places.iter().enumerate().map(|(sentence_idx, (range, _))| {
        let said = article.text(*range).find(" said").map(|it| {
            let verb = TextRange::new(it + 1, it + 5).shifted(range.start);
            let kind = claim::SourceKind::Office;
            claim::Attribution { verb, source: None, entity_idx: None, kind }
        });
        claim::Claim {
            sentence_idx,
            range: *range,
            clauses: vec![*range],
            quantities: Vec::new(),
            dates: Vec::new(),
            names: Vec::new(),
            quotes: Vec::new(),
            attribution: said,
            credit: None,
            certainty: claim::Certainty::Plain,
            hedges: Vec::new(),
            negations: Vec::new(),
        }
    });
    let claims = claims.collect();
    let document = text::Document {
        article,
        language: "en",
        lexicon: text::Lexicon::of("en"),
        sentences,
        tokens,
        warnings: Vec::new(),
    };
    claim::Claims { document, claims, entities: Vec::new(), agency: None }
}

/// A footbridge gives way in an invented town: three articles, every verdict, one of them cut off.
pub(crate) fn bridge() -> Invented {
    let story = Invented::new()
        .article(
            "Velden Herald",
            "Footbridge over the Orla gives way, at least 12 hurt",
            &[
                "At least 12 people were hurt when a footbridge over the Orla gave way on Saturday morning, police said.",
                "The bridge was closed for two weeks in January after an inspector found rust in two of its cables.",
                " It was opened again on Feb. 3.",
                "Mayor Ines Kolb called the collapse “a disgrace” and asked the state for an inquiry.",
                "The firm that built the bridge, Tarn & Sons, declined to comment.",
                "A choir was crossing it on the way to a rehearsal.",
            ],
        )
        .article(
            "Orla Valley Post",
            "Bridge of shame: mayor rages after collapse in Velden",
            &[
                "Mayor Ines Kolb raged against the “disgrace” of Velden on Sunday and demanded that heads roll.",
                "A dozen singers plunged into the icy river when the rotten footbridge collapsed.",
                "Inspectors had found rust in its cables as long ago as January.",
                "The bridge cost the taxpayer 4.1 million crowns.",
                "Two of the hurt were still in hospital on Monday.",
            ],
        )
        .article(
            "Northern Wire",
            "",
            &[
                "Twelve people were injured in the collapse of a pedestrian bridge in Velden, the fire service said.",
                "The bridge had been shut in January because of rust in its cables.",
            ],
        )
        .partial("the page ends with a paywall")
        .edit(|it| {
            let warning = Warning::new(
                WarningKind::Cruft,
                "3 lines of page furniture were dropped (share buttons).",
            );
            it.warnings.push((Some(1), warning));
        })
        .fact(
            Verdict::Differs,
            &[(0, 0, "At least 12 people were hurt when a footbridge over the Orla gave way"), (1, 1, ""), (2, 0, "")],
        )
        .difference(
            Kind::Precision,
            Relation::Compatible,
            &[(0, "At least 12", ">=12"), (1, "A dozen", "12"), (2, "Twelve", "12")],
        )
        .difference(
            Kind::Attribution,
            Relation::Compatible,
            &[(0, "police said", ""), (2, "the fire service said", "")],
        )
        .fact(Verdict::Agreed, &[(0, 1, "after an inspector found rust in two of its cables"), (1, 2, ""), (2, 1, "")])
        .fact(Verdict::Differs, &[(0, 3, ""), (1, 0, "")])
        .difference(Kind::Label, Relation::Compatible, &[(0, "called", ""), (1, "raged against", "")])
        .fact(Verdict::Unsure, &[(0, 5, ""), (1, 1, "A dozen singers plunged into the icy river")])
        .fact(Verdict::Sole, &[(0, 1, "The bridge was closed for two weeks in January")])
        .fact(Verdict::Sole, &[(0, 2, "")])
        .fact(Verdict::Sole, &[(0, 4, "")])
        .fact(Verdict::Sole, &[(1, 3, "")])
        .fact(Verdict::Sole, &[(1, 4, "")]);
    looked_at(story)
}

/// What two lenses saw of the bridge.
fn looked_at(story: Invented) -> Invented {
    story
        .seen(
            lens::Lens::Loaded,
            lens::Subject::Sort("attack for criticism".to_owned()),
            &[(1, 0, "raged against", "", "criticized"), (1, 0, "heads roll", "", "")],
        )
        .seen(
            lens::Lens::Sourcing,
            lens::Subject::Fact(0),
            &[(0, 0, "police", "office", ""), (1, 1, "A dozen singers", "none", "")],
        )
}
