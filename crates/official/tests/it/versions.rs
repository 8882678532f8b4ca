//! Versions compared.

use gongkai_official::diff::{Kind, Side, clauses};
use gongkai_official::read;

const OLD: &str = "第一条　为了管理停车，制定本办法。\n第二条　停车场由县交通局管理。\n第三条　停车场应当公开收费标准，接受监督。\n第四条　违反本办法的，由县交通局处理。\n第五条　本办法自公布之日起施行。\n";
const NEW: &str = "第一条　为了管理停车，制定本办法。\n第二条　停车场由县交通运输局管理。\n第三条　新能源汽车停车给予优惠，具体办法另行制定。\n第四条　违反本办法的，由县交通局处理。\n第五条　停车场应当公开收费标准，接受监督。\n";

#[test]
fn clauses_are_the_same_changed_added_removed_or_moved() {
    let (old, new) = (read(OLD).blocks, read(NEW).blocks);
    let pairs = clauses(&old, &new);
    let found: Vec<_> = pairs.iter().map(|pair| (pair.change, pair.old, pair.new)).collect();
    let expected = [
        (Kind::Same, Some(0), Some(0)),
        (Kind::Changed, Some(1), Some(1)),
        (Kind::Added, None, Some(2)),
        (Kind::Same, Some(3), Some(3)),
        (Kind::Removed, Some(4), None),
        (Kind::Moved, Some(2), Some(4)),
    ];
    assert_eq!(found, expected);
    let runs: Vec<_> = pairs[1].runs.iter().map(|run| (run.side, run.text.as_str())).collect();
    let expected = [(Side::Both, "第二条　停车场由县交通"), (Side::New, "运输"), (Side::Both, "局管理。")];
    assert_eq!(runs, expected);
}

#[test]
fn a_clause_with_another_number_is_the_same() {
    let old = read("一、总体要求如下所列。\n二、工作任务如下所列。\n").blocks;
    let new = read("一、新的一条放在前面的内容。\n二、总体要求如下所列。\n三、工作任务如下所列。\n").blocks;
    let kinds: Vec<_> = clauses(&old, &new).iter().map(|pair| pair.change).collect();
    assert_eq!(kinds, [Kind::Added, Kind::Same, Kind::Same]);
}

#[test]
fn the_runs_give_back_both_texts() {
    let (old, new) =
        (read("第一条　甲乙丙丁戊己庚辛，共有Ab12个。").blocks, read("第一条　甲丙丁戌己庚壬辛，共有Ab13个！").blocks);
    let pairs = clauses(&old, &new);
    let side =
        |side| pairs[0].runs.iter().filter(|run| run.side != side).map(|run| run.text.as_str()).collect::<String>();
    assert_eq!(
        (side(Side::New), side(Side::Old)),
        ("第一条　甲乙丙丁戊己庚辛，共有Ab12个。".to_owned(), "第一条　甲丙丁戌己庚壬辛，共有Ab13个！".to_owned())
    );
}

#[test]
fn large_versions_with_nothing_in_common_are_compared_soon() {
    let text = |word: char| (1..8000).map(|n| format!("第{n}条　{word}{n}{word}{}\n", n * 7)).collect::<String>();
    let (old, new) = (read(&text('甲')).blocks, read(&text('乙')).blocks);
    let started = std::time::Instant::now();
    assert_eq!(clauses(&old, &new).iter().filter(|pair| pair.change == Kind::Changed).count(), 7999);
    assert!(started.elapsed().as_secs() < 10);
}
