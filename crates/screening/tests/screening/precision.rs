//! What looks like somebody's data and is not: nothing that blocks is found.

use gongkai_screening::{Kind, WordList, mask, screen};

use crate::made_up::{Dice, mobile, resident_id};

fn kinds(text: &str) -> Vec<(Kind, bool)> {
    screen(text, &WordList::default()).into_iter().map(|finding| (finding.kind, finding.blocks)).collect()
}

#[test]
fn numbers_of_other_things_do_not_block() {
    let mut dice = Dice(3);
    let number = mobile(&mut dice);
    for text in [
        "统一社会信用代码：91110000100000000X".to_owned(),
        "办公电话：0510-12345678，传真：0510-12345679".into(),
        "咨询电话 12345，监督电话：010-66012345转8".into(),
        format!("总投资{number}元"),
        format!("合同编号：{number}"),
        format!("订单号{number}4567"),
        format!("金额{number}.50"),
        format!("第{number}号"),
        "项目代码：2024-320282-48-01-123456".into(),
        "预算科目2080502，金额1,234,567,890.00元".into(),
        "某政发〔2024〕12号、某令第123号".into(),
        "2024年1月1日至2025年12月31日".into(),
        "商品条码6901234567892".into(),
    ] {
        assert!(kinds(&text).iter().all(|(_, blocks)| !blocks), "{text}: {:?}", kinds(&text));
    }
}

#[test]
fn an_offices_own_address_and_e_mail_are_hints() {
    assert_eq!(kinds("办公地址：某市某区人民路12号"), [(Kind::Address, false)]);
    assert_eq!(kinds("受理地点：某市政务服务中心人民路12号3楼302室"), [(Kind::Address, false)]);
    assert_eq!(kinds("意见发至 abc@example.gov.cn"), [(Kind::Email, false)]);
    assert_eq!(kinds("微信公众号：某地发布"), []);
    assert_eq!(kinds("某村三组集体土地被征收，沿人民路、解放路布置"), []);
}

#[test]
fn what_is_masked_already_is_not_found() {
    for text in [
        "身份证号：110105********1234",
        "手机：138****5678",
        "**路**号",
        "卡号：6222 **** **** 1234",
        "姓名\t身份证号\n甲\t110105********123X\n",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn masks_keep_what_may_be_told() {
    let mut dice = Dice(1);
    let (id, number) = (resident_id(&mut dice), mobile(&mut dice));
    let text = format!("甲，身份证号{id}，手机{number}，住某县某镇某村3组12号，完。");
    let findings = screen(&text, &WordList::default());
    let masked = mask(&text, &findings.iter().collect::<Vec<_>>());
    let (id, number) = (format!("{}********{}", &id[..6], &id[14..]), format!("{}****{}", &number[..3], &number[7..]));
    assert_eq!(masked, format!("甲，身份证号{id}，手机{number}，住某县某镇某村***，完。"));
}

#[test]
fn a_finding_keeps_its_key_when_others_are_masked_and_a_new_one_has_another() {
    let mut dice = Dice(5);
    let (id, number) = (resident_id(&mut dice), mobile(&mut dice));
    let text = format!("申请人身份证号{id}，手机{number}。");
    let before = screen(&text, &WordList::default());
    let masked = mask(&text, &[&before[0]]);
    let after = screen(&format!("新加的一段。\n{masked}\n另一处手机{number}。"), &WordList::default());
    assert_eq!(before[1].key, after[0].key);
    assert_ne!(after[0].key, after[1].key);
}
