"""What a clause of each kind typically says, in both languages, for comparison by meaning."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, ...]] = {
    "definitions": (
        "定义：本合同中下列词语具有如下含义",
        "In this Agreement the following terms have the meanings set out below",
    ),
    "subject": (
        "合同标的：甲方向乙方采购的货物名称、规格、数量，或乙方提供的服务内容和范围",
        "Scope: the Supplier shall supply the goods and perform the services described here",
    ),
    "price": (
        "价款：合同总金额为人民币若干元，单价和费用构成如下",
        "Price: the total price and fees for the goods and services are as follows",
    ),
    "payment": (
        "付款方式：买方在收到发票后若干日内将款项支付至卖方账户",
        "Payment: the buyer shall pay each invoice within thirty days by bank transfer",
    ),
    "delivery": (
        "交付：卖方应在约定的时间和地点交货，负责包装和运输",
        "Delivery: goods shall be delivered to the place and by the date agreed",
    ),
    "acceptance": (
        "验收：买方收货后按标准检验，不合格的应在期限内书面提出异议",
        "Acceptance: the buyer shall inspect and test the deliverables and may reject them",
    ),
    "quality": (
        "质量标准：产品应符合国家标准和双方约定的技术要求",
        "Quality: the products shall conform to the specifications and service levels",
    ),
    "warranty": (
        "质保与售后：质保期内出现质量问题由卖方免费维修或更换",
        "Warranty: the seller warrants the goods against defects for the warranty period",
    ),
    "title": (
        "所有权自付清价款时转移给买方",
        "Title to the goods passes to the buyer upon payment",
    ),
    "risk_transfer": (
        "标的物毁损、灭失的风险自交付时起由买方承担",
        "Risk of loss or damage passes to the buyer on delivery",
    ),
    "term": (
        "合同期限：本合同有效期自某日起至某日止",
        "Term: this Agreement commences on the effective date and continues for one year",
    ),
    "renewal": (
        "续期：期满前若干日一方未提出异议的，本合同自动续展",
        "Renewal: this Agreement renews automatically unless notice is given before expiry",
    ),
    "termination": (
        "合同解除与终止：有下列情形之一的，一方可以解除合同",
        "Termination: either party may terminate this Agreement upon material breach",
    ),
    "liability": (
        "违约责任：任何一方违反合同约定的，应当承担违约责任并赔偿损失",
        "Liability: a party in breach shall be liable for the losses of the other party",
    ),
    "liquidated_damages": (
        "违约金：每逾期一日按合同金额的一定比例支付违约金",
        "Liquidated damages: a fixed sum is payable for each day of delay",
    ),
    "indemnity": (
        "赔偿：一方应使另一方免受第三方索赔并赔偿其全部损失",
        "Indemnity: each party shall indemnify and hold the other harmless from claims",
    ),
    "limitation_of_liability": (
        "责任限制：赔偿总额以合同价款为限，不承担间接损失",
        "Limitation of liability: in no event shall either party be liable for consequential loss",
    ),
    "confidentiality": (
        "保密：双方对知悉的商业秘密负有保密义务，不得向第三方披露",
        "Confidentiality: the recipient shall keep the confidential information secret",
    ),
    "intellectual_property": (
        "知识产权：成果的著作权、专利权归属及许可使用",
        "Intellectual property: ownership and licence of copyright, patents and trademarks",
    ),
    "data_protection": (
        "个人信息与数据保护：处理个人信息应当合法并保障数据安全",
        "Data protection: personal data shall be processed lawfully and kept secure",
    ),
    "non_compete": (
        "竞业限制：离职后不得到有竞争关系的单位任职",
        "Non-compete: shall not engage in a competing business or solicit employees",
    ),
    "exclusivity": (
        "独家：在区域内授予独家权利，不得与第三方合作",
        "Exclusivity: exclusive right in the territory, no dealing with competitors",
    ),
    "assignment": (
        "转让：未经对方书面同意不得转让合同权利义务",
        "Assignment: neither party may assign this Agreement without consent",
    ),
    "subcontracting": (
        "分包：未经同意不得将工作分包或转包给第三方",
        "Subcontracting: work may not be subcontracted without prior consent",
    ),
    "force_majeure": (
        "不可抗力：因地震、战争等不能预见的事件不能履行的，免除责任",
        "Force majeure: no liability for events beyond reasonable control",
    ),
    "governing_law": (
        "适用法律：本合同适用中华人民共和国法律",
        "Governing law: this Agreement is governed by the laws of the State",
    ),
    "dispute_resolution": (
        "争议解决：协商不成的，提交仲裁或向人民法院起诉",
        "Disputes shall be settled by arbitration or by the competent courts",
    ),
    "notices": (
        "通知与送达：通知应以书面形式送至约定地址",
        "Notices shall be in writing and sent to the addresses of the parties",
    ),
    "insurance": ("保险：应投保并承担保险费", "Insurance: shall maintain insurance coverage"),
    "tax": ("税费：税款由各方依法承担并开具发票", "Taxes: each party bears its own taxes"),
    "audit": (
        "审计：一方有权查阅账簿并进行检查监督",
        "Audit: the right to inspect books and records",
    ),
    "representations": (
        "陈述与保证：各方声明其依法设立并有权签署本合同",
        "Representations: each party represents that it is duly organised and authorised",
    ),
    "compliance": (
        "合规：遵守法律法规，廉洁从业，禁止商业贿赂，注意安全生产",
        "Compliance with laws, anti-bribery and safety rules",
    ),
    "employment_terms": (
        "工作时间、劳动报酬、社会保险和福利待遇",
        "Working hours, salary, benefits and status of the employee",
    ),
    "entire_agreement": (
        "完整协议：本合同构成双方全部合意并取代此前约定",
        "Entire agreement: this Agreement supersedes all prior understandings",
    ),
    "amendment": (
        "变更：对本合同的修改须经双方协商一致并签订书面补充协议",
        "Amendment: changes and waivers must be in writing and signed by both parties",
    ),
    "severability": (
        "可分割性：部分条款无效不影响其他条款的效力",
        "Severability: if a provision is invalid the remainder stays in force",
    ),
    "counterparts": (
        "合同份数：本合同一式若干份，双方各执若干份",
        "Counterparts: this Agreement may be executed in counterparts",
    ),
    "annexes": (
        "附件：下列附件为本合同组成部分",
        "Annexes: the attached schedules form part of this Agreement",
    ),
}
