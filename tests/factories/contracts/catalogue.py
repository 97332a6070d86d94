"""Which drafts are in which part of the labelled set, and which contracts are in the demo.

The parts share no drafting style: rules are written against ``dev`` and judged on ``test``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.factories.contracts.scan_form import Glass

Form = Literal["docx", "pdf", "scan"]

GOOD_GLASS = Glass()
DEV_CLEAN = Glass(skew=0.6, blur=0.4, noise=2.5)
DEV_DIRTY = Glass(skew=1.3, blur=0.9, noise=5)
TEST_CLEAN = Glass(skew=0.5, blur=0.5, noise=2)
TEST_DIRTY = Glass(skew=1.6, blur=0.8, noise=6)
"""Scanners of the contracts whose forms are not kept: those of the test part are its own."""


@dataclass(frozen=True)
class Labelled:
    """One contract of the labelled set, in all three forms.

    Where they are not ``kept``, the repository has its draft and gold alone; ``cache.py`` prints.
    """

    part: Literal["dev", "test"]
    draft: str
    seed: int
    glass: Glass = GOOD_GLASS
    over_text: bool = False
    clean: bool = False
    kept: bool = True


LABELLED = (
    Labelled("dev", "zh/purchase", 11, over_text=True),
    Labelled("dev", "zh/lease", 12, Glass(skew=1.4, blur=0.7, noise=3)),
    Labelled("dev", "zh/nda", 13),
    Labelled("dev", "zh/construction", 14, Glass(skew=1.1, blur=0.9, noise=4)),
    Labelled("dev", "zh/software", 15),
    Labelled("dev", "zh/employment", 16, clean=True),
    Labelled("dev", "zh/storage", 17, Glass(skew=1.2, blur=0.7, noise=4)),
    Labelled("dev", "zh/office_supplies", 401, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/factory_lease", 402, DEV_DIRTY, kept=False),
    Labelled("dev", "zh/private_loan", 403, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/landscape_works", 404, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/driver_employment", 405, DEV_DIRTY, over_text=True, kept=False),
    Labelled("dev", "zh/shares_small", 406, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/trademark_licence", 407, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/regional_dealer", 408, DEV_DIRTY, kept=False),
    Labelled("dev", "zh/cloud_crm", 409, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/short_service", 410, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/bus_charter", 411, DEV_DIRTY, clean=True, kept=False),
    Labelled("dev", "zh/metal_processing", 412, DEV_CLEAN, over_text=True, clean=True, kept=False),
    Labelled("dev", "zh/guard_services", 413, DEV_CLEAN, clean=True, kept=False),
    Labelled("dev", "zh/export_agency", 414, DEV_DIRTY, clean=True, kept=False),
    Labelled("dev", "zh/school_app", 415, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/stone_transport", 416, DEV_DIRTY, kept=False),
    Labelled("dev", "zh/tea_purchase", 417, DEV_CLEAN, kept=False),
    Labelled("dev", "zh/erp_support", 418, DEV_DIRTY, clean=True, kept=False),
    Labelled("dev", "zh/park_lease", 419, DEV_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/service", 21, Glass(skew=1.2, blur=0.7, noise=3)),
    Labelled("test", "zh/loan", 22, over_text=True),
    Labelled("test", "zh/transport", 23),
    Labelled("test", "zh/agency", 24, Glass(skew=1.5, blur=0.8, noise=4)),
    Labelled("test", "zh/equity_transfer", 25),
    Labelled("test", "zh/technology_development", 26, clean=True),
    Labelled("test", "zh/guarantee", 27),
    Labelled("test", "zh/advertising", 28, Glass(skew=1.3, blur=0.8, noise=4)),
    Labelled("test", "zh/processing", 29),
    Labelled("test", "zh/steel_framework", 501, TEST_CLEAN, kept=False),
    Labelled("test", "zh/canteen_service", 502, TEST_DIRTY, kept=False),
    Labelled("test", "zh/vehicle_lease", 503, TEST_CLEAN, kept=False),
    Labelled("test", "zh/pledge_loan", 504, TEST_CLEAN, over_text=True, kept=False),
    Labelled("test", "zh/steelwork_subcontract", 505, TEST_DIRTY, kept=False),
    Labelled("test", "zh/labour_sales", 506, TEST_CLEAN, kept=False),
    Labelled("test", "zh/patent_licence", 507, TEST_CLEAN, kept=False),
    Labelled("test", "zh/merchant_platform", 508, TEST_DIRTY, kept=False),
    Labelled("test", "zh/wine_distribution", 509, TEST_CLEAN, kept=False),
    Labelled("test", "zh/logistics_three", 510, TEST_CLEAN, kept=False),
    Labelled("test", "zh/garment_processing", 511, TEST_DIRTY, over_text=True, kept=False),
    Labelled("test", "zh/equity_startup", 512, TEST_CLEAN, kept=False),
    Labelled("test", "zh/franchise_tea", 513, TEST_CLEAN, kept=False),
    Labelled("test", "zh/supplement_lease", 514, TEST_DIRTY, kept=False),
    Labelled("test", "zh/software_outsourcing", 515, TEST_CLEAN, kept=False),
    Labelled("test", "zh/guarantee_four", 516, TEST_CLEAN, kept=False),
    Labelled("test", "zh/import_equipment", 517, TEST_DIRTY, kept=False),
    Labelled("test", "zh/livestream_ads", 518, TEST_CLEAN, over_text=True, kept=False),
    Labelled("test", "zh/design_services", 519, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/mutual_nda", 520, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "zh/joint_project", 521, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/insurance_broking", 522, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/gov_procurement", 523, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "zh/cleaning_services", 524, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/power_purchase", 525, TEST_CLEAN, over_text=True, clean=True, kept=False),
    Labelled("test", "zh/hospital_consulting", 526, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "zh/onepage_purchase", 541, TEST_CLEAN, kept=False),
    Labelled("test", "zh/lift_maintenance", 542, TEST_DIRTY, kept=False),
    Labelled("test", "zh/shop_assistant", 543, TEST_CLEAN, kept=False),
    Labelled("test", "zh/road_works", 544, TEST_CLEAN, kept=False),
    Labelled("test", "zh/bridge_loan", 545, TEST_DIRTY, over_text=True, kept=False),
    Labelled("test", "zh/minority_shares", 546, TEST_CLEAN, kept=False),
    Labelled("test", "zh/farmland_lease", 547, TEST_CLEAN, kept=False),
    Labelled("test", "zh/mini_app", 548, TEST_DIRTY, kept=False),
    Labelled("test", "zh/cold_storage", 549, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/shop_lease", 550, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/baby_distribution", 551, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "zh/sign_making", 552, TEST_CLEAN, kept=False),
    Labelled("test", "zh/device_licence", 553, TEST_DIRTY, kept=False),
    Labelled("test", "zh/photo_shoot", 554, TEST_CLEAN, over_text=True, kept=False),
    Labelled("test", "zh/engineer_employment", 555, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/bank_loan", 556, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "zh/factory_build", 557, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/hr_cloud", 558, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "zh/trade_equity", 559, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "zh/turbine_consortium", 560, TEST_DIRTY, kept=False),
    Labelled("test", "zh/waiter_short", 561, TEST_CLEAN, kept=False),
    Labelled("dev", "en/supply", 31),
    Labelled("dev", "en/consulting", 32, Glass(skew=1.3, blur=0.8, noise=4)),
    Labelled("dev", "en/saas", 33),
    Labelled("dev", "en/equipment_sale", 34),
    Labelled("dev", "en/services_order", 35, Glass(skew=1.2, blur=0.7, noise=3)),
    Labelled("dev", "en/machinery_sale_china", 371, DEV_CLEAN, kept=False),
    Labelled("dev", "en/records_platform", 372, DEV_DIRTY, kept=False),
    Labelled("dev", "en/workshop_lease", 373, DEV_CLEAN, kept=False),
    Labelled("dev", "en/facility_letter", 374, DEV_DIRTY, kept=False),
    Labelled("dev", "en/offer_of_employment", 375, DEV_CLEAN, kept=False),
    Labelled("dev", "en/spirits_distribution", 376, DEV_DIRTY, clean=True, kept=False),
    Labelled("dev", "en/research_nda", 377, DEV_CLEAN, clean=True, kept=False),
    Labelled("dev", "en/facilities_services", 378, DEV_DIRTY, kept=False),
    Labelled("dev", "en/component_supply_tripartite", 379, DEV_CLEAN, kept=False),
    Labelled("dev", "en/tunnel_works", 380, DEV_DIRTY, kept=False),
    Labelled("dev", "en/catalyst_licence", 381, DEV_CLEAN, kept=False),
    Labelled("dev", "en/tax_consulting", 382, DEV_DIRTY, clean=True, kept=False),
    Labelled("dev", "en/office_fit_out", 383, DEV_CLEAN, kept=False),
    Labelled("test", "en/distribution", 41),
    Labelled("test", "en/nda", 42, Glass(skew=1.2, blur=0.7, noise=3)),
    Labelled("test", "en/loan", 43),
    Labelled("test", "en/software_licence", 44),
    Labelled("test", "en/construction_subcontract", 45, Glass(skew=1.3, blur=0.8, noise=4)),
    Labelled("test", "en/share_purchase", 46),
    Labelled("test", "en/office_lease", 47, Glass(skew=1.1, blur=0.6, noise=4)),
    Labelled("test", "en/purchase_order", 341, TEST_CLEAN, kept=False),
    Labelled("test", "en/msa_with_sow", 342, TEST_DIRTY, kept=False),
    Labelled("test", "en/engagement_letter", 343, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "en/escrow", 344, TEST_DIRTY, kept=False),
    Labelled("test", "en/hk_tenancy", 345, TEST_CLEAN, kept=False),
    Labelled("test", "en/guarantee_deed", 346, TEST_DIRTY, kept=False),
    Labelled("test", "en/employment_contract", 347, TEST_CLEAN, kept=False),
    Labelled("test", "en/master_franchise", 348, TEST_DIRTY, kept=False),
    Labelled("test", "en/joint_development", 349, TEST_CLEAN, kept=False),
    Labelled("test", "en/settlement", 350, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "en/freight_services", 351, TEST_CLEAN, kept=False),
    Labelled("test", "en/sponsorship", 352, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "en/commercial_agency", 353, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "en/one_way_nda", 354, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "en/share_transfer_hk", 355, TEST_CLEAN, kept=False),
    Labelled("test", "en/minor_works", 356, TEST_DIRTY, kept=False),
    Labelled("test", "en/bridge_loan", 357, TEST_CLEAN, kept=False),
    Labelled("test", "en/import_contract", 358, TEST_DIRTY, kept=False),
    Labelled("test", "en/hosted_platform", 359, TEST_CLEAN, kept=False),
    Labelled("test", "en/teacher_contract", 360, TEST_DIRTY, kept=False),
    Labelled("test", "en/oem_manufacturing", 361, TEST_CLEAN, kept=False),
    Labelled("test", "en/equipment_hire", 362, TEST_DIRTY, kept=False),
    Labelled("test", "en/sales_confirmation", 363, TEST_CLEAN, kept=False),
    Labelled("test", "en/bonded_storage", 364, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "en/earthworks_subcontract", 365, TEST_DIRTY, kept=False),
    Labelled("test", "en/shareholder_loan", 366, TEST_CLEAN, kept=False),
    Labelled("test", "en/toll_processing", 367, TEST_DIRTY, kept=False),
    Labelled("test", "en/software_reseller", 368, TEST_CLEAN, kept=False),
    Labelled("test", "en/deed_of_variation", 369, TEST_DIRTY, clean=True, kept=False),
    Labelled("test", "en/joint_venture", 370, TEST_CLEAN, clean=True, kept=False),
    Labelled("test", "en/survey_framework", 371, TEST_DIRTY, clean=True, kept=False),
)


@dataclass(frozen=True)
class Demo:
    """One contract of the demo: how it came, whose it is and how far it should have got."""

    file: str
    draft: str
    seed: int
    form: Form
    door: Literal["draft", "register"] = "draft"
    status: str = "draft"
    owner: str = "jingban"
    unit: str = "采购部"
    stance: Literal["buyer", "seller", "neutral"] = "buyer"
    clean: bool = False
    over_text: bool = False


DEMO = (
    Demo("设备采购合同-扫描件.pdf", "zh/purchase", 101, "scan", over_text=True),
    Demo("写字楼租赁合同.docx", "zh/lease", 102, "docx", status="in_force", unit="行政部"),
    Demo("仓储管理系统开发合同.docx", "zh/software", 103, "docx", unit="信息部"),
    Demo(
        "装饰装修工程施工合同.pdf",
        "zh/construction",
        104,
        "pdf",
        status="signing",
        unit="行政部",
    ),
    Demo(
        "产业园区物业服务合同-扫描件.pdf",
        "zh/service",
        105,
        "scan",
        "register",
        "in_force",
        clean=True,
        unit="行政部",
    ),
    Demo(
        "公路货物运输合同-扫描件.pdf",
        "zh/transport",
        106,
        "scan",
        "register",
        "fulfilled",
        unit="物流部",
    ),
    Demo(
        "流动资金借款合同-扫描件.pdf",
        "zh/loan",
        107,
        "scan",
        "register",
        "in_force",
        owner="caiwu",
        unit="财务部",
        over_text=True,
    ),
    Demo("区域销售代理合同.docx", "zh/agency", 108, "docx", stance="seller", unit="销售部"),
    Demo(
        "股权转让协议.pdf",
        "zh/equity_transfer",
        109,
        "pdf",
        status="in_approval",
        owner="fawu",
        unit="法务部",
    ),
    Demo(
        "临床数据保密协议.docx",
        "zh/nda",
        110,
        "docx",
        owner="fawu",
        unit="法务部",
        stance="neutral",
    ),
    Demo(
        "劳动合同书.docx",
        "zh/employment",
        111,
        "docx",
        clean=True,
        owner="fawu",
        unit="人事部",
    ),
    Demo(
        "委托技术开发合同.pdf",
        "zh/technology_development",
        112,
        "pdf",
        status="approved",
        unit="研发部",
    ),
    Demo("Component Supply Agreement.docx", "en/supply", 113, "docx", status="in_approval"),
    Demo("Exclusive Distribution Agreement.pdf", "en/distribution", 114, "pdf", stance="seller"),
    Demo(
        "Consulting Agreement - scan.pdf",
        "en/consulting",
        115,
        "scan",
        "register",
        "expired",
        clean=True,
    ),
)
