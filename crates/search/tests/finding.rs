//! Finding as people do it: half a number, a sentence, narrowed; and what earlier questions teach.

#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

use gongkai_search::{Answered, Asked, Entry, Fit, Index, Library, Model, Order, Place, Wanted, evaluate};
use kernel::Date;
use proptest::prelude::*;
use publishing::{Effect, Facet, Note, Standing, Validity};

const TODAY: &str = "2026-06-01";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn library(entries: &[Entry]) -> Library {
    let library = Library::new(Index::in_memory().unwrap());
    let mut writer = library.index.writer().unwrap();
    entries.iter().for_each(|entry| writer.put(entry).unwrap());
    writer.commit(&Place::default()).unwrap();
    library.index.refresh().unwrap();
    library
}

fn entry(id: &str, title: &str, number: &str, text: &str) -> Entry {
    Entry {
        id: id.into(),
        government_id: "g".into(),
        form: "policy".into(),
        title: title.into(),
        number: Some(number.into()),
        text: text.into(),
        ..Entry::default()
    }
}

fn ask<'a>(words: &'a str, wanted: &'a Wanted) -> Asked<'a> {
    Asked { words, wanted, order: Order::Relevance, today: day(TODAY), skip: 0, limit: 20 }
}

fn ids(library: &Library, words: &str) -> Vec<String> {
    library.ids(&ask(words, &Wanted::default())).unwrap()
}

fn town() -> Library {
    library(&[
        entry(
            "fund",
            "住房公积金提取管理办法",
            "测房〔2022〕7号",
            "职工退休的，可以提取账户内的存储余额。\n参照测政办发〔2019〕77号执行。",
        ),
        entry("school", "义务教育招生工作通知", "测教字〔2022〕77号", "小学八月二十日起报名。"),
        entry("plan", "政务公开工作要点", "测政办发〔2019〕77号", "依申请公开按期答复。公积金信息另行公开。"),
    ])
}

#[test]
fn a_number_is_found_however_it_is_written_and_by_its_parts() {
    let library = town();
    for way in [
        "测政办发〔2019〕77号",
        "测政办发[2019]77号",
        "測政辦發（２０１９）77號",
        "测政办发2019年77号",
        "政办发 2019 77",
    ] {
        assert_eq!(ids(&library, way).first().map(String::as_str), Some("plan"), "{way}");
    }
    let mut both = ids(&library, "77号");
    both.truncate(2);
    both.sort();
    assert_eq!(both, ["plan", "school"], "what is numbered so comes before what names it");
    assert_eq!(ids(&library, "〔2022〕7号"), ["fund"], "7 is not 77");
    assert_eq!(ids(&library, "测房〔2022〕7号文件"), ["fund"]);
}

#[test]
fn a_sentence_finds_what_has_some_of_it_and_says_so() {
    let library = town();
    let wanted = Wanted::default();
    let found = library.find(&ask("我妈退休以后公积金怎么提取呢？", &wanted)).unwrap();
    assert_eq!((found.hits[0].id.as_str(), found.fit), ("fund", Fit::Partly));
    assert!(found.hits[0].excerpt.plain().contains("退休"));
    let found = library.find(&ask("依申请公开", &wanted)).unwrap();
    assert_eq!((found.total, found.fit), (1, Fit::Full));
    let hit: Vec<&str> = found.hits[0].excerpt.runs.iter().filter(|run| run.hit).map(|run| run.text.as_str()).collect();
    assert_eq!(hit, ["依申请公开"]);
    assert_eq!(library.find(&ask("  ", &wanted)).unwrap().total, 0);
}

#[test]
fn words_that_mean_the_same_are_found_for_each_other() {
    let library = library(&[
        entry("a", "城乡最低生活保障标准", "一〔2022〕1号", "按月发放。"),
        entry("b", "关于发放高龄津贴的公告", "二〔2022〕1号", "八十周岁以上。"),
    ]);
    assert_eq!(ids(&library, "低保标准"), ["a"]);
    assert_eq!(ids(&library, "高龄补贴怎么领"), ["b"]);
}

#[test]
fn what_sounds_alike_is_offered() {
    let library = town();
    let guess = |typed| library.guess(typed, &Wanted::default(), day(TODAY));
    let elsewhere = Wanted { within: vec!["other".into()], ..Wanted::default() };
    assert_eq!(library.guess("公机金", &elsewhere, day(TODAY)).unwrap(), None, "only what is there");
    assert_eq!(guess("公机金").unwrap().as_deref(), Some("公积金"));
    assert_eq!(guess("正务公开").unwrap().as_deref(), Some("政务公开"));
    assert_eq!(guess("公积金").unwrap(), None);
    assert_eq!(guess("大象骆驼").unwrap(), None);
}

#[test]
fn titles_are_offered_while_somebody_types() {
    let library = town();
    assert_eq!(library.titled("公积金", &Wanted::default(), day(TODAY), 8).unwrap(), ["fund"]);
    assert_eq!(library.titled("2019 77", &Wanted::default(), day(TODAY), 8).unwrap(), ["plan"]);
}

#[test]
fn earlier_questions_teach_other_words_and_can_be_forgotten() {
    let library = town();
    assert!(ids(&library, "娃上学").is_empty());
    let answered =
        |question: &str| Answered { question: question.into(), documents: vec!["school".into(), "gone".into()] };
    let model = Model::learn(&library.index, &[answered("娃上学怎么办"), answered("娃几岁上学")]).unwrap();
    assert_eq!((model.questions(), model.documents()), (2, 1));
    let kept = model.write().unwrap();
    assert_eq!(Model::read(&kept).unwrap(), model);
    assert!(Model::read(b"{").is_err());
    library.learn(model);
    assert_eq!(ids(&library, "娃上学"), ["school"]);
    library.learn(Model::default());
    assert!(ids(&library, "娃上学").is_empty());
}

#[test]
fn figures_are_means_over_questions() {
    let judged = evaluate::Judged {
        documents: vec![entry("a", "甲", "", "公积金"), entry("b", "乙", "", "公积金提取")],
        questions: ["1", "2", "3"].map(|id| evaluate::Question { id: id.into(), text: "公积金提取".into() }).into(),
        right: [("1".to_owned(), vec!["b".to_owned()]), ("2".into(), vec!["b".into(), "z".into()])].into(),
    };
    let library = evaluate::library(&judged).unwrap();
    let scores = evaluate::Scores::over(&judged.questions, &judged.right, |q| evaluate::ask(&library, q)).unwrap();
    assert_eq!((scores.mrr_10, scores.recall_10, scores.recall_100), (1.0, 0.75, 0.75), "nobody judged the third");
}

fn standings() -> impl Strategy<Value = Standing> {
    let date = || (2020_i16..2032, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::constant(y, m, d));
    let note = (date(), 0..4_usize).prop_map(|(on, effect)| Note {
        effect: [Effect::Amended, Effect::Repealed, Effect::Lapsed, Effect::Kept][effect],
        on,
        by: None,
        title: "决定".into(),
        number: None,
        words: String::new(),
    });
    (proptest::option::of(date()), proptest::option::of(date()), proptest::collection::vec(note, 0..3))
        .prop_map(|(from, last, notes)| Standing::derive(from, last, notes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The index tells the validity of a day as publications do, and its numbers are those of what it brings.
    #[test]
    fn numbers_and_choices_agree_with_publications(all in proptest::collection::vec((standings(), 2020_i16..2024, 0..3_usize), 1..12)) {
        let entries: Vec<Entry> = all.iter().enumerate().map(|(n, (standing, year, unit))| Entry {
            standing: Some(standing.clone()),
            dated_on: Some(Date::constant(*year, 5, 1)),
            unit_id: Some(format!("u{unit}")),
            ..entry(&format!("{n:02}"), "通知", "", "公积金")
        }).collect();
        let library = library(&entries);
        let all_of = Wanted::default();
        let found = library.find(&ask("公积金", &all_of)).unwrap();
        prop_assert_eq!(found.total, all.len() as u64);
        for validity in Validity::ALL {
            let truth = all.iter().filter(|(standing, ..)| standing.validity(day(TODAY)) == validity).count() as u64;
            let counted = found.counts.validities.iter().find(|(one, _)| *one == validity).map_or(0, |(_, n)| *n);
            prop_assert_eq!(counted, truth);
            let wanted = Wanted { validity: Some(validity), unit_id: Some("u1".into()), ..Wanted::default() };
            let narrowed = library.find(&ask("公积金", &wanted)).unwrap();
            let fits = |(standing, _, unit): &&(Standing, i16, usize)| standing.validity(day(TODAY)) == validity && *unit == 1;
            prop_assert_eq!(narrowed.total, all.iter().filter(fits).count() as u64);
            prop_assert_eq!(narrowed.hits.len() as u64, narrowed.total);
            // Units are counted among what has this validity, whichever unit was chosen.
            let of_units: u64 = narrowed.counts.facet(Facet::Unit).iter().map(|(_, n)| n).sum();
            prop_assert_eq!(of_units, truth);
        }
        let wanted = Wanted { year: Some(2021), ..Wanted::default() };
        let narrowed = library.find(&ask("公积金", &wanted)).unwrap();
        prop_assert_eq!(narrowed.total, all.iter().filter(|(_, year, _)| *year == 2021).count() as u64);
        let years: u64 = narrowed.counts.facet(Facet::Year).iter().map(|(_, n)| n).sum();
        prop_assert_eq!(years, all.len() as u64);
    }
}
