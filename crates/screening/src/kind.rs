//! The kinds of thing that a text is searched for.

use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A resident identity number: 18 digits with their check digit, or the old 15.
    ResidentId,
    /// A bank card's number.
    BankCard,
    /// A mobile phone's number.
    Mobile,
    /// A passport's number.
    Passport,
    /// The number of a travel permit between the mainland and Hong Kong, Macao or Taiwan.
    TravelPermit,
    /// An address down to the door.
    Address,
    /// A vehicle's number plate.
    Plate,
    /// An e-mail address.
    Email,
    /// An account with a messenger: QQ, WeChat.
    SocialAccount,
    /// A telephone at home.
    Phone,
    /// A person's date of birth.
    Birthday,
    /// A word of the operator's list.
    Word,
}

impl Kind {
    /// Every kind, the most serious first.
    pub const ALL: [Self; 12] = [
        Self::ResidentId,
        Self::BankCard,
        Self::Mobile,
        Self::Passport,
        Self::TravelPermit,
        Self::Address,
        Self::Plate,
        Self::Email,
        Self::SocialAccount,
        Self::Phone,
        Self::Birthday,
        Self::Word,
    ];

    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ResidentId => "身份证号",
            Self::BankCard => "银行卡号",
            Self::Mobile => "手机号码",
            Self::Passport => "护照号码",
            Self::TravelPermit => "通行证号码",
            Self::Address => "详细地址",
            Self::Plate => "车牌号",
            Self::Email => "电子邮箱",
            Self::SocialAccount => "社交账号",
            Self::Phone => "住宅电话",
            Self::Birthday => "出生日期",
            Self::Word => "名单词语",
        }
    }

    /// Whether a finding of this kind ordinarily stops publication until it is masked or overridden. What decides is [`crate::Finding::blocks`]:
    /// an office's own address or e-mail is a hint only.
    #[must_use]
    pub const fn blocks(self) -> bool {
        !matches!(self, Self::SocialAccount | Self::Birthday)
    }
}
