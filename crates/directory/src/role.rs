//! Roles and what each may do: one table.

use serde::{Deserialize, Serialize};

/// What a person is, at one government or unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A unit's disclosure officer (公开专员).
    Officer,
    /// Signs off for a unit (审核人).
    Approver,
    /// The office supervising a government's disclosure (政务公开办).
    Office,
    /// The legality reviewer (司法局).
    Justice,
    /// A leader of the government (分管领导).
    Leader,
    /// A third-party assessor (第三方评估).
    Auditor,
    /// Keeps units and accounts (系统管理员).
    Administrator,
}

/// Something a route demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capability {
    /// Read work plans that are still on the desk.
    ViewPlans,
    /// Upload, review, adopt and publish work plans.
    ManagePlans,
    /// Read the ledger: one's unit's, or the whole government's.
    ViewLedger,
    /// Fill in entries of one's own unit.
    EditOwnEntries,
    /// Fill in any entry of the government.
    EditAllEntries,
    /// Accept what units hand in, give it back, grant a later last day.
    AcceptEntries,
    /// Record what supports the work (组织保障): of one's own unit, or of the whole government.
    RecordSupport,
    /// Write comments on entries.
    CommentEntries,
    /// Read filled-in sheets back into the ledger, as far as one may fill entries in.
    ImportEntries,
    /// Read the disclosure catalogue at the desk, with how fresh it is: one's unit's, or the whole government's.
    ViewCatalogue,
    /// Keep the disclosure catalogue and the themes, and publish the catalogue.
    ManageCatalogue,
    /// Read documents on the desk: one's unit's, or the whole government's.
    ViewDocuments,
    /// Draft documents, determine their attribute, correct them.
    DraftDocuments,
    /// Review documents for secrecy, as the second person.
    ReviewSecrecy,
    /// Sign documents.
    SignDocuments,
    /// Publish, file and withdraw what is signed.
    PublishDocuments,
    /// Begin, decide and conclude clean-ups of documents.
    ManageCleanups,
    /// Keep the list of words that stop a document before it is published.
    ManageWords,
    /// Keep how the public reaches an office: one's own unit's, or everyone's of the government.
    KeepContacts,
    /// Keep the register of units, names and groups.
    ManageUnits,
    /// Make and take back tokens for other programs.
    ManageTokens,
    /// Keep accounts and posts.
    ManagePeople,
    /// Keep governments of the installation.
    ManageGovernments,
    /// Read the journal.
    ViewJournal,
    /// See letters and what became of them, send one again, give one up.
    ViewMail,
}

impl Capability {
    /// Whether it belongs to posts of one government, or (`of_a_government` false) to those of the whole installation.
    /// The installation's administrator keeps governments and accounts, and does no government's business.
    pub fn belongs_to(self, of_a_government: bool) -> bool {
        match self {
            Self::ManagePeople | Self::ViewJournal | Self::ViewMail => true,
            Self::ManageGovernments => !of_a_government,
            _ => of_a_government,
        }
    }
}

impl Role {
    /// Every role, in the order lists show them.
    pub const ALL: [Self; 7] =
        [Self::Officer, Self::Approver, Self::Office, Self::Justice, Self::Leader, Self::Auditor, Self::Administrator];

    /// What the role may do. Whether it may do it *here* is a question of the post's government and unit.
    pub fn capabilities(self) -> &'static [Capability] {
        use Capability::*;
        match self {
            Self::Officer => &[
                ViewPlans,
                ViewLedger,
                EditOwnEntries,
                ImportEntries,
                RecordSupport,
                CommentEntries,
                ViewCatalogue,
                ViewDocuments,
                DraftDocuments,
                ReviewSecrecy,
                PublishDocuments,
                KeepContacts,
            ],
            Self::Approver | Self::Leader => {
                &[ViewPlans, ViewLedger, CommentEntries, ViewCatalogue, ViewDocuments, ReviewSecrecy, SignDocuments]
            }
            Self::Justice => &[ViewPlans, ViewLedger, ViewCatalogue, ViewDocuments],
            Self::Office => &[
                ViewPlans,
                ManagePlans,
                ViewLedger,
                EditAllEntries,
                ImportEntries,
                AcceptEntries,
                RecordSupport,
                CommentEntries,
                ViewCatalogue,
                ManageCatalogue,
                ViewDocuments,
                DraftDocuments,
                ReviewSecrecy,
                SignDocuments,
                PublishDocuments,
                ManageCleanups,
                ManageWords,
                KeepContacts,
                ManageUnits,
                ManageTokens,
                ViewJournal,
                ViewMail,
            ],
            Self::Auditor => &[ViewPlans, ViewLedger, ViewCatalogue, ViewJournal],
            Self::Administrator => &[ManageUnits, ManagePeople, ManageGovernments, ViewJournal, ViewMail],
        }
    }

    /// Whether the role may do it at all.
    pub fn may(self, capability: Capability) -> bool {
        self.capabilities().contains(&capability)
    }

    /// Whether a post of this role belongs to one unit, and sees only that unit's share.
    pub fn of_a_unit(self) -> bool {
        matches!(self, Self::Officer | Self::Approver)
    }

    /// The role's name in the database and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Approver => "approver",
            Self::Office => "office",
            Self::Justice => "justice",
            Self::Leader => "leader",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The role's name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Officer => "公开专员",
            Self::Approver => "审核人",
            Self::Office => "政务公开办",
            Self::Justice => "司法审核",
            Self::Leader => "分管领导",
            Self::Auditor => "第三方评估",
            Self::Administrator => "系统管理员",
        }
    }
}
