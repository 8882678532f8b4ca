//! Made-up values in the many ways people write them: all that matter are found.

use gongkai_screening::{Kind, WordList, mask, screen};

use crate::made_up::{Dice, bank_card, grouped, mobile, resident_id, wide};

const ROUNDS: usize = 40;

/// Screens each text and expects one blocking finding of the kind, which masking takes away; tells what was missed.
fn all_found(kind: Kind, texts: impl Iterator<Item = String>) {
    let words = WordList::default();
    let missed: Vec<String> = texts
        .filter(|text| {
            let findings = screen(text, &words);
            let stops: Vec<_> = findings.iter().filter(|finding| finding.blocks).collect();
            let again = screen(&mask(text, &stops), &words);
            !stops.iter().any(|finding| finding.kind == kind) || again.iter().any(|finding| finding.blocks)
        })
        .collect();
    assert!(missed.is_empty(), "{} missed, such as {:#?}", missed.len(), &missed[..missed.len().min(8)]);
}

fn each(make: impl Fn(&mut Dice) -> Vec<String>) -> impl Iterator<Item = String> {
    let mut dice = Dice(7);
    (0..ROUNDS).flat_map(move |_| make(&mut dice))
}

#[test]
fn resident_ids() {
    all_found(
        Kind::ResidentId,
        each(|dice| {
            let id = resident_id(dice);
            let old = format!("{}{}{}", &id[..6], &id[8..14], &id[14..17]);
            vec![
                format!("身份证号：{id}"),
                format!("张某某（{id}）经审核符合条件"),
                format!("公民身份号码{}。", wide(&id)),
                format!("身份证 {}", grouped(&id, &[6, 8], " ")),
                format!("身份证号码：{}", grouped(&id, &[6, 4, 4], "-")),
                format!("证件{}有效", grouped(&id, &[3, 3, 4, 4], " ")),
                format!("ID:{}", id.to_lowercase()),
                format!("{},{id}", "张某某"),
                format!("身份证号{}\u{200b}{}", &id[..9], &id[9..]),
                format!("甲\t{}\n{}\t乙", &id[..14], &id[14..]).replace("\t乙", ""),
                format!("姓名\t身份证号\n甲\t{id}\n"),
                format!("身份证号：{old}"),
                format!("姓名\t身份证号码\n甲\t{}1\n", &id[..15]),
            ]
        }),
    );
}

#[test]
fn mobiles() {
    all_found(
        Kind::Mobile,
        each(|dice| {
            let number = mobile(dice);
            vec![
                format!("联系电话：{number}"),
                format!("联系人张某某{number}，"),
                format!("（手机{}）", wide(&number)),
                format!("手机：{}", grouped(&number, &[3, 4], " ")),
                format!("手机：{}", grouped(&number, &[3, 4], "-")),
                format!("电话 +86 {number}"),
                format!("电话 +86-{}", grouped(&number, &[3, 4], "-")),
                format!("电话 0086{number}"),
                format!("电话 86{number}"),
                format!("电话:010-12345678/{number}"),
                format!("电话：{number}、{}", mobile(dice)),
                format!("Tel:{number}"),
                format!("甲\t{number}\t乙"),
                format!("手机号\n{number}\n"),
                format!("姓名|手机\n甲|{}\n", grouped(&number, &[4, 3], " ")),
            ]
        }),
    );
}

#[test]
fn bank_cards() {
    all_found(
        Kind::BankCard,
        each(|dice| {
            let length = 16 + dice.roll(4) as usize;
            let card = bank_card(dice, length);
            vec![
                format!("银行卡号：{card}"),
                format!("开户行：某银行，账号{card}"),
                format!("卡号 {}", grouped(&card, &[4, 4, 4, 4], " ")),
                format!("卡号 {}", wide(&card)),
                format!("打入{}中", grouped(&card, &[4, 4, 4, 4], "-")),
                format!("姓名\t一卡通账号\n甲\t{}\n", &card[..15]),
            ]
        }),
    );
}

#[test]
fn addresses() {
    all_found(
        Kind::Address,
        each(|dice| {
            let (number, unit, room) = (1 + dice.roll(300), 1 + dice.roll(9), 101 + dice.roll(900));
            let road = dice.pick(&["长宁路", "人民东路", "解放大道", "十里长街", "柳巷", "丁家弄"]);
            let estate = dice.pick(&["阳光小区", "幸福花园", "东方新村", "滨江家园"]);
            vec![
                format!("现住某市某区{road}{number}号{unit}栋{room}室"),
                format!("某区{estate}{number}幢{unit}单元{room}室"),
                format!("某区{estate}{number}号楼{unit}单元{room}"),
                format!("某区{estate}{number}-{unit}-{room}室"),
                format!("家庭住址：某市某镇某村{number}号"),
                format!("张某某，男，汉族，住某县某镇某村{unit}组{number}号"),
                format!("住址：某市{road}{}号", wide(&number.to_string())),
                format!("姓名\t家庭住址\n甲\t某镇某村{unit}组{number}号\n"),
            ]
        }),
    );
}

#[test]
fn everything_else() {
    all_found(
        Kind::Plate,
        each(|dice| {
            let digits = dice.digits(5);
            vec![
                format!("车牌号京A{digits}"),
                format!("粤B·{digits}号车"),
                format!("沪 AD{digits}").replace(' ', ""),
                format!("苏BF{digits}"),
                format!("浙C{}挂", &digits[1..]),
                format!("粤Z{}港", &digits[1..]),
            ]
        }),
    );
    all_found(
        Kind::Email,
        each(|dice| {
            vec![
                format!("邮箱：abc{}@example.com", dice.digits(5)),
                format!("{}＠ｅｘａｍｐｌｅ．ｃｎ", dice.digits(6)),
            ]
        }),
    );
    all_found(
        Kind::Passport,
        each(|dice| vec![format!("护照号码：E{}", dice.digits(8)), format!("持护照EA{}入境", dice.digits(7))]),
    );
    all_found(
        Kind::TravelPermit,
        each(|dice| {
            vec![
                format!("港澳居民来往内地通行证H{}", dice.digits(8)),
                format!("台湾居民来往大陆通行证：{}", dice.digits(8)),
            ]
        }),
    );
    all_found(Kind::Phone, each(|dice| vec![format!("住宅电话：0510-8{}", dice.digits(7))]));
    all_found(
        Kind::SocialAccount,
        each(|dice| vec![format!("姓名：甲，微信号：wx_a{}", dice.digits(5)), format!("本人QQ：1{}", dice.digits(8))]),
    );
}
