"""How English contracts introduce their parties: drafts in many hands, and the names they hold.

Each entry is a name for the draft, the head of a contract and its parties in order. Whoever the
draft only mentions (parents, lawyers, banks of payment, makers of other contracts) is left out.
"""

from __future__ import annotations

OPENINGS: list[tuple[str, str, list[str]]] = [
    (
        "deed with numbered parties",
        "DATED 3 March 2024\nSHARE PURCHASE DEED\nTHIS DEED is made on 3 March 2024\nBETWEEN:\n"
        "(1) HOLLOWAY MARINE LIMITED (company number 04417723) whose registered office is at "
        "14 Quay Street, Bristol BS1 4XE (the “Seller”); and\n"
        "(2) TIDEWATER HOLDINGS PLC, a company incorporated in England and Wales (registered "
        "number 09981234) whose registered office is at 2 Temple Back, Bristol (the “Buyer”).",
        ["HOLLOWAY MARINE LIMITED", "TIDEWATER HOLDINGS PLC"],
    ),
    (
        "deed with a heading and a third party",
        "FACILITY AGREEMENT\nPARTIES\n(1) Arden Foods Limited, incorporated and registered in "
        "England and Wales with company number 01234567 whose registered office is at 1 Mill Lane, "
        "Leeds (Borrower);\n(2) Northern Counties Bank plc, incorporated and registered in "
        "Scotland with company number SC123456 (Lender); and\n(3) Arden Group Holdings Limited, "
        "incorporated and registered in England and Wales with company number 07654321 "
        "(Guarantor).\nBACKGROUND\n(A) The Borrower has asked Clyde Finance Limited for advice.",
        ["Arden Foods Limited", "Northern Counties Bank plc", "Arden Group Holdings Limited"],
    ),
    (
        "by and among with several of one role",
        "STOCK PURCHASE AGREEMENT\nThis Stock Purchase Agreement (this “Agreement”) is entered "
        "into as of May 4, 2021, by and among Kestrel Acquisition Corp., a Delaware corporation "
        "(“Buyer”), Marlin Tool & Die, Inc., an Ohio corporation (the “Company”), and Robert T. "
        "Hask, Lena M. Hask and the Hask Family Trust (each, a “Seller” and collectively, the "
        "“Sellers”).\nRECITALS",
        [
            "Kestrel Acquisition Corp.",
            "Marlin Tool & Die, Inc.",
            "Robert T. Hask",
            "Lena M. Hask",
            "Hask Family Trust",
        ],
    ),
    (
        "names without defined terms",
        "LICENSE AGREEMENT\nThis License Agreement is made this 2nd day of June 2019 between "
        "Pinnacle Optics GmbH and Sato Denki K.K. The parties agree as follows.",
        ["Pinnacle Optics GmbH", "Sato Denki K.K."],
    ),
    (
        "an individual",
        "EMPLOYMENT AGREEMENT\nTHIS EMPLOYMENT AGREEMENT (“Agreement”) is made and entered into "
        "as of January 2, 2020 by and between Corvid Therapeutics, Inc., a Delaware corporation "
        "with its principal place of business at 40 Broad St., Boston, MA (the “Company”), and "
        "Maria del Carmen Ortiz (“Executive”).\nRECITALS",
        ["Corvid Therapeutics, Inc.", "Maria del Carmen Ortiz"],
    ),
    (
        "a person with a residence",
        "CONSULTING AGREEMENT\nThis agreement is between Beacon Hill Press LLC, 12 Joy Street, "
        "Boston, Massachusetts 02114 (“Publisher”) and James O'Neill, Jr., residing at 9 Elm "
        "Road, Salem, Massachusetts 01970 (“Consultant”).",
        ["Beacon Hill Press LLC", "James O'Neill, Jr."],
    ),
    (
        "a lower case name with a comma",
        "MASTER SUBSCRIPTION AGREEMENT\nThis Agreement is made between cloudrow.com, inc., a "
        "Delaware corporation (“CR”) and eTrellis Networks, Inc. (“Customer”) as of May 1, 2022.",
        ["cloudrow.com, inc.", "eTrellis Networks, Inc."],
    ),
    (
        "doing business as",
        "SERVICES AGREEMENT\nThis Services Agreement is by and between Halden Bros. LLC d/b/a "
        "Halden Roofing, a Texas limited liability company (“Contractor”), and Teresa Wynn, an "
        "individual doing business as Wynn Properties (“Owner”).",
        ["Halden Bros. LLC", "Teresa Wynn"],
    ),
    (
        "acting through a division",
        "SUPPLY AGREEMENT\nThis Supply Agreement is entered into between Orbis Chemicals Inc., "
        "acting through its Performance Coatings Division, with offices at 5 Lake Drive, Akron, "
        "Ohio (“Supplier”) and Vantage Trucks Corporation, a wholly owned subsidiary of Vantage "
        "Global Corporation (“Buyer”).",
        ["Orbis Chemicals Inc.", "Vantage Trucks Corporation"],
    ),
    (
        "a university and a foundation",
        "RESEARCH AGREEMENT\nThis Research Agreement is made by and between The Board of Trustees "
        "of Wexford College, a body having corporate powers under the laws of the State of Ohio "
        "(“College”), and the Lindqvist Foundation for Neurology, a not-for-profit corporation "
        "(“Sponsor”).",
        ["The Board of Trustees of Wexford College", "Lindqvist Foundation for Neurology"],
    ),
    (
        "public bodies",
        "INTERLOCAL AGREEMENT\nTHIS AGREEMENT is made by and between the CITY OF ELMONT, a "
        "municipal corporation of the State of Nevada (“City”), and the Washoe County Department "
        "of Parks and Recreation, a political subdivision (“Department”).",
        ["CITY OF ELMONT", "Washoe County Department of Parks and Recreation"],
    ),
    (
        "a state through its agency",
        "GRANT AGREEMENT\nThis Grant Agreement is between the State of Oregon, acting by and "
        "through its Department of Energy (“Agency”), and Solstice Wind Power, LLC (“Grantee”).",
        ["State of Oregon", "Solstice Wind Power, LLC"],
    ),
    (
        "a national bank as agent",
        "CREDIT AGREEMENT\nCREDIT AGREEMENT dated as of June 30, 2018 among MERIDIAN FREIGHT, "
        "INC., as Borrower, THE LENDERS PARTY HERETO, and FIRST KEYSTONE BANK, NATIONAL "
        "ASSOCIATION, as Administrative Agent.\nThe parties hereto agree as follows:",
        ["MERIDIAN FREIGHT, INC.", "FIRST KEYSTONE BANK, NATIONAL ASSOCIATION"],
    ),
    (
        "a name over the line end",
        "MAINTENANCE AGREEMENT\nTHIS AGREEMENT is made by and between NORTHERN PIPELINE\n"
        "CONSTRUCTION COMPANY, a division of NPL Group, (“Contractor”),\nand GREAT BASIN GAS "
        "TRANSMISSION\nL.P., a Delaware limited partnership (“Owner”).",
        ["NORTHERN PIPELINE CONSTRUCTION COMPANY", "GREAT BASIN GAS TRANSMISSION L.P."],
    ),
    (
        "stacked and centred names",
        "DISTRIBUTION AGREEMENT\nBETWEEN\nAURELIA COSMETICS S.p.A.\nAND\nPARFUMS DU NORD S.A.S.\n"
        "Dated as of 1 July 2015\nThe parties wish to agree on distribution.",
        ["AURELIA COSMETICS S.p.A.", "PARFUMS DU NORD S.A.S."],
    ),
    (
        "stacked with addresses",
        "THIS AGREEMENT made as of the 3rd day of May, 2001\nBETWEEN:\nMAPLE LEAF DATA INC.,\n"
        "a corporation incorporated under the laws\nof the Province of Ontario\n"
        "(hereinafter called “MLD”)\nOF THE FIRST PART\n- and -\nPRAIRIE TELECOM LTD.\n"
        "a corporation incorporated under the laws of Alberta\n(hereinafter called “Prairie”)\n"
        "OF THE SECOND PART\nWHEREAS MLD owns a network;",
        ["MAPLE LEAF DATA INC.", "PRAIRIE TELECOM LTD."],
    ),
    (
        "both parts of the indenture",
        "THIS INDENTURE OF LEASE made at Mumbai this 4th day of April 2018 BETWEEN SAHYADRI "
        "ESTATES PRIVATE LIMITED, a company incorporated under the Companies Act, 1956 and having "
        "its registered office at 11 Nariman Point, Mumbai (hereinafter referred to as “the "
        "Lessor”, which expression shall include its successors) of the ONE PART AND KONKAN "
        "LOGISTICS LLP, having its office at 4 Dock Road, Mumbai (hereinafter referred to as “the "
        "Lessee”) of the OTHER PART.",
        ["SAHYADRI ESTATES PRIVATE LIMITED", "KONKAN LOGISTICS LLP"],
    ),
    (
        "letter agreement accepted by the addressee",
        "HARROW CAPITAL PARTNERS LLC\n400 Park Avenue\nNew York, NY 10022\nMarch 9, 2017\n"
        "Quillon Energy Corp.\n77 Canal Road\nHouston, Texas 77002\nAttention: Chief Financial "
        "Officer\nLadies and Gentlemen:\nThis letter confirms our engagement as your financial "
        "advisor.\n1. Fees. You will pay us a fee.\nVery truly yours,\nHARROW CAPITAL PARTNERS "
        "LLC\nBy: /s/ Ann Lowe\nName: Ann Lowe\nTitle: Partner\nACCEPTED AND AGREED:\nQUILLON "
        "ENERGY CORP.\nBy: /s/ Tom Reed\nName: Tom Reed\nTitle: CFO",
        ["Quillon Energy Corp.", "HARROW CAPITAL PARTNERS LLC"],
    ),
    (
        "letter agreement with a person",
        "June 1, 2016\nDr. Hannah Brandt\n12 Rose Lane\nPalo Alto, CA\nDear Hannah:\nVireo "
        "Biosciences, Inc. (the “Company”) is pleased to offer you employment on the terms "
        "below.\n1. Position. You will serve as Chief Scientist.\nSincerely,\nVIREO BIOSCIENCES, "
        "INC.\nBy: /s/ Paul Kerr\nAccepted and agreed:\n/s/ Hannah Brandt\nHannah Brandt",
        ["Dr. Hannah Brandt", "Vireo Biosciences, Inc."],
    ),
    (
        "order form with labels",
        "ORDER FORM\nCustomer Name: Bluefin Retail Ltd\nCustomer Address: 1 Wharf Road, London\n"
        "Supplier: Stratus Software Limited\nOrder Date: 1 May 2023\n1. Services\nThe Supplier "
        "shall provide the Services.",
        ["Bluefin Retail Ltd", "Stratus Software Limited"],
    ),
    (
        "order form with a table",
        "ORDER FORM\nCustomer\tBluefin Retail Ltd\nAddress\t1 Wharf Road, London\nSupplier\t"
        "Stratus Software Limited\nAddress\t3 King Street, Leeds\n1. Services\nThe Supplier shall "
        "provide the Services.",
        ["Bluefin Retail Ltd", "Stratus Software Limited"],
    ),
    (
        "a table of parties",
        "SERVICES AGREEMENT\nParty\tName\tRegistered office\nClient\tOakham Trading Limited\t"
        "1 High Street, Oakham\nConsultant\tFell & Moor LLP\t2 Dale Road, Kendal\n1. Services\n"
        "The Consultant shall advise.",
        ["Oakham Trading Limited", "Fell & Moor LLP"],
    ),
    (
        "basic lease information",
        "OFFICE LEASE\nBASIC LEASE INFORMATION\nLandlord: 500 Harbor Point LLC, a Delaware limited "
        "liability company\nTenant: Juniper Analytics, Inc., a California corporation\nPremises: "
        "Suite 400\n1. Premises. Landlord leases the Premises to Tenant.",
        ["500 Harbor Point LLC", "Juniper Analytics, Inc."],
    ),
    (
        "signature blocks only",
        "JOINT FILING AGREEMENT\nThe undersigned agree that this statement is filed on behalf of "
        "each of them.\nDated: May 6, 2019\nGRANITE PEAK FUND LP\nBy: Granite Peak GP LLC, its "
        "general partner\nBy: /s/ Owen Hart\nName: Owen Hart\nTitle: Managing Member\nGRANITE "
        "PEAK GP LLC\nBy: /s/ Owen Hart\nName: Owen Hart\nOWEN HART\n/s/ Owen Hart",
        ["GRANITE PEAK FUND LP", "GRANITE PEAK GP LLC", "OWEN HART"],
    ),
    (
        "deed signatures only",
        "VARIATION\nThe parties vary the agreement as follows.\n1. The fee is increased.\nSigned "
        "for and on behalf of Ashby Rail Limited\nby: ______\nSigned for and on behalf of Corran "
        "Ports plc\nby: ______",
        ["Ashby Rail Limited", "Corran Ports plc"],
    ),
    (
        "promissory note",
        "PROMISSORY NOTE\nFOR VALUE RECEIVED, the undersigned, Lark Street Brewing Co., a New York "
        "corporation (“Maker”), promises to pay to the order of Edmund Vale (“Payee”) the "
        "principal sum of $50,000.",
        ["Lark Street Brewing Co.", "Edmund Vale"],
    ),
    (
        "guaranty in favor of",
        "GUARANTY\nTHIS GUARANTY is made as of May 1, 2015 by SEVERN HOLDINGS B.V., a company "
        "organized under the laws of the Netherlands (the “Guarantor”), in favor of RHINE "
        "EXPORT BANK AG (the “Bank”).\nWHEREAS, Severn Trading B.V. has borrowed money;",
        ["SEVERN HOLDINGS B.V.", "RHINE EXPORT BANK AG"],
    ),
    (
        "limited purposes party",
        "ASSET PURCHASE AGREEMENT\nThis Agreement is made as of July 7, 2014, by and among Dune "
        "Media, LLC, a Nevada limited liability company (“Seller”), Prairie Sky Radio, Inc., an "
        "Iowa corporation (“Buyer”), and, solely for purposes of Section 9.4, Prairie Sky "
        "Holdings, Inc., a Delaware corporation (“Parent”).",
        ["Dune Media, LLC", "Prairie Sky Radio, Inc.", "Prairie Sky Holdings, Inc."],
    ),
    (
        "additional party in a second sentence",
        "AGREEMENT\nTHIS AGREEMENT is entered into by Bering Oil Corp. (“Buyer”), an Alaska "
        "corporation, and Kodiak Lubricants Ltd., a company incorporated in Cyprus (“Kodiak”). In "
        "addition, Kodiak India, Ltd, a public limited company incorporated in India (“Kodiak "
        "India”), is executing this Agreement solely for purposes of Section 3.\nBACKGROUND",
        ["Bering Oil Corp.", "Kodiak Lubricants Ltd.", "Kodiak India, Ltd"],
    ),
    (
        "amendment naming the first contract",
        "FIRST AMENDMENT\nThis First Amendment (“Amendment”) to that certain Supply Agreement "
        "dated May 1, 2010 (the “Original Agreement”) is made by and between Tarn Medical, Inc. "
        "(“Tarn”) and Hexa Labs S.A. (“Hexa”).\nWHEREAS, Tarn and Hexa's predecessor, Ovo Labs "
        "S.A., signed the Original Agreement;",
        ["Tarn Medical, Inc.", "Hexa Labs S.A."],
    ),
    (
        "partners through their general partner",
        "MANAGEMENT AGREEMENT\nThis Agreement is made between Cobalt Fund III, L.P., a Delaware "
        "limited partnership, by its general partner Cobalt GP, LLC (the “Fund”), and Slate "
        "Advisers L.L.C. (the “Manager”).",
        ["Cobalt Fund III, L.P.", "Slate Advisers L.L.C."],
    ),
    (
        "a trustee",
        "TRUST AGREEMENT\nThis Trust Agreement is entered into between Wm. Pell Manufacturing "
        "Co., Inc. (the “Company”) and Old Colony Trust Company, as trustee (the “Trustee”).",
        ["Wm. Pell Manufacturing Co., Inc.", "Old Colony Trust Company"],
    ),
    (
        "asian and australian companies",
        "JOINT VENTURE AGREEMENT\nThis Agreement is made between Penang Palm Oils (M) Sdn. Bhd. "
        "(Company No. 12345-X) of 3 Jalan Besar, Penang (“PPO”), Coral Bay Resources Pty Ltd (ABN "
        "11 222 333 444) of 9 Reef Street, Cairns (“Coral”) and Lion City Trading (S) Pte. Ltd. "
        "(“LCT”).",
        [
            "Penang Palm Oils (M) Sdn. Bhd.",
            "Coral Bay Resources Pty Ltd",
            "Lion City Trading (S) Pte. Ltd.",
        ],
    ),
    (
        "a chinese company in english",
        "PURCHASE CONTRACT\nThe Buyer: Ningbo Haitian Import & Export Co., Ltd.\nThe Seller: "
        "Tekno Makina A.S.\nThis contract is made by and between the Buyer and the Seller.",
        ["Ningbo Haitian Import & Export Co., Ltd.", "Tekno Makina A.S."],
    ),
    (
        "european forms",
        "FRAMEWORK AGREEMENT\nThis Framework Agreement is entered into by and between: Delft "
        "Instruments N.V., with its registered office in Delft, the Netherlands (hereinafter: "
        "“Delft”), Brandt Maschinenbau GmbH & Co. KG, a limited partnership organised under "
        "German law (hereinafter: “Brandt”), and Olsen Marine A/S, a Danish company (hereinafter: "
        "“Olsen”).",
        ["Delft Instruments N.V.", "Brandt Maschinenbau GmbH & Co. KG", "Olsen Marine A/S"],
    ),
    (
        "single quotes",
        "THIS AGREEMENT is dated 4 May 2012 and made between Peak Rail Freight Ltd (‘the Carrier’) "
        "and Buxton Minerals Ltd (‘the Customer’).",
        ["Peak Rail Freight Ltd", "Buxton Minerals Ltd"],
    ),
    (
        "hereinafter without brackets",
        "AGENCY CONTRACT between Lumen Lighting Oy, Espoo, Finland, hereinafter referred to as "
        "“the Principal”, and Rossi & Figli S.r.l., Milan, Italy, hereinafter referred to as “the "
        "Agent”.",
        ["Lumen Lighting Oy", "Rossi & Figli S.r.l."],
    ),
    (
        "a firm named for partners",
        "ENGAGEMENT AGREEMENT\nThis agreement is made between Lynch, Pierce, Ferro & Smith "
        "Incorporated (“Underwriter”) and Standish and Moore Services, Inc. (“Issuer”).",
        ["Lynch, Pierce, Ferro & Smith Incorporated", "Standish and Moore Services, Inc."],
    ),
    (
        "affiliates are mentioned",
        "MASTER AGREEMENT\nThis Master Agreement is made between Tallis Group plc and its "
        "subsidiaries (collectively, “Tallis”) and Byrd Systems Inc., on behalf of itself and its "
        "affiliates (“Byrd”).",
        ["Tallis Group plc", "Byrd Systems Inc."],
    ),
    (
        "recital form",
        "NON-DISCLOSURE AGREEMENT\nWHEREAS, Gallium Devices Corp. (“Disclosing Party”) and Ridge "
        "Ventures LLC (“Receiving Party”) wish to exchange information;\nNOW, THEREFORE, the "
        "parties agree:",
        ["Gallium Devices Corp.", "Ridge Ventures LLC"],
    ),
    (
        "capitals with an address",
        "ENDORSEMENT AGREEMENT\nTHIS AGREEMENT, made as of May 31, 1999, by and between ROYAL "
        "GRAIN FOODS, INC., 25 West 57th Street, Suite 2501, New York, New York 10107 "
        "(“Company”) and SPRINT LANE, INC. (“Sprint”).",
        ["ROYAL GRAIN FOODS, INC.", "SPRINT LANE, INC."],
    ),
    (
        "a title in the first line and two dates",
        "This SPONSORSHIP AGREEMENT (hereinafter the “Agreement”), effective the 1st of July 2008 "
        "(the “Effective Date”), is between Cascadia Soccer Club, a Washington non-profit "
        "(“Club”), and Evergreen Credit Union (“Sponsor”).",
        ["Cascadia Soccer Club", "Evergreen Credit Union"],
    ),
    (
        "partners of two names",
        "ALLIANCE AGREEMENT\nThis Alliance Agreement is made by and between Zephyr Airlines "
        "(“Zephyr”), whose principal office is in Lima, Peru, and Compañía Aérea Andina S.A. de "
        "C.V. (“Andina”).",
        ["Zephyr Airlines", "Compañía Aérea Andina S.A. de C.V."],
    ),
    (
        "undersigned shareholders",
        "VOTING AGREEMENT\nThis Voting Agreement is made by and among Tern Capital, LP, Plover "
        "Partners, L.L.P., and the undersigned shareholders of Sandpiper Corp. (the “Company”).",
        ["Tern Capital, LP", "Plover Partners, L.L.P."],
    ),
    (
        "parties by list without roles",
        "COLLABORATION AGREEMENT\nThis Agreement is entered into by and among the following "
        "parties:\n1. Basalt Drilling Limited, a company registered in Ireland;\n2. Schist "
        "Surveys Inc., a Canadian corporation;\n3. Marie Lefèvre, a citizen of France.\n"
        "The parties agree:",
        ["Basalt Drilling Limited", "Schist Surveys Inc.", "Marie Lefèvre"],
    ),
    (
        "numbered definitions with agents",
        "SECURITY DEED\nTHIS DEED is dated 5 May 2020 and made between:\n(1) THE COMPANIES LISTED "
        "IN SCHEDULE 1 (the “Chargors”);\n(2) MORAY SHIPPING LIMITED (the “Parent”); and\n(3) "
        "CALEDONIAN TRUST BANK PLC as security agent for the Secured Parties (the “Security "
        "Agent”).",
        ["MORAY SHIPPING LIMITED", "CALEDONIAN TRUST BANK PLC"],
    ),
    (
        "franchise with spouse",
        "FRANCHISE AGREEMENT\nThis Franchise Agreement is made between Crumb & Co. Franchising "
        "LLC, an Ohio limited liability company (“Franchisor”) and Daniel Ames and Ruth Ames, "
        "husband and wife (“Franchisee”).",
        ["Crumb & Co. Franchising LLC", "Daniel Ames", "Ruth Ames"],
    ),
    (
        "formerly known as",
        "TERMINATION AGREEMENT\nThis Agreement is between Nimbus Holdings, Inc. (f/k/a Cirrus "
        "Corporation), a Delaware corporation (“Nimbus”) and Stratum One Ltd. (formerly known as "
        "Stratum Limited) (“Stratum”).",
        ["Nimbus Holdings, Inc.", "Stratum One Ltd."],
    ),
    (
        "represented by officers",
        "COOPERATION AGREEMENT between Institut Rivière, represented by its director, Mr. Paul "
        "Petit, hereinafter called “Rivière”, and the Ministry of Trade and Industry of Norland, "
        "represented by Ms. Ida Holm, hereinafter called “the Ministry”.",
        ["Institut Rivière", "Ministry of Trade and Industry of Norland"],
    ),
    (
        "party a and party b",
        "COOPERATION AGREEMENT\nParty A: Harbin Songhua Dairy Co., Ltd.\nAddress: 8 Songhua Road, "
        "Harbin\nParty B: Otago Milk Powder Ltd.\nAddress: 5 Bay Street, Dunedin\n1. Cooperation\n"
        "Party A shall buy milk powder.",
        ["Harbin Songhua Dairy Co., Ltd.", "Otago Milk Powder Ltd."],
    ),
    (
        "cover page and preamble",
        "MASTER SERVICES AGREEMENT\nby and between\nFathom Robotics, Inc.\nand\nLeeward Subsea "
        "AS\nDated as of August 8, 2018\nThis Master Services Agreement is entered into by and "
        "between Fathom Robotics, Inc., a Delaware corporation (“Fathom”), and Leeward Subsea AS, "
        "a Norwegian company (“Client”).",
        ["Fathom Robotics, Inc.", "Leeward Subsea AS"],
    ),
    (
        "hosting terms with we and you",
        "HOSTING AGREEMENT\nThis Hosting Agreement (“Agreement”) is a contract between you, "
        "Larkspur Media Pty Limited (“Customer”), and us, Rackhouse Hosting, Inc. (“Rackhouse”).",
        ["Larkspur Media Pty Limited", "Rackhouse Hosting, Inc."],
    ),
    (
        "consultancy by a professional",
        "CONSULTANCY AGREEMENT\nThis Agreement is entered into by and between Sabine Heart "
        "Clinic, P.C. (the “Clinic”) and Ravi K. Menon, M.D. (the “Physician”).",
        ["Sabine Heart Clinic, P.C.", "Ravi K. Menon, M.D."],
    ),
    (
        "escrow with banks and counsel",
        "ESCROW AGREEMENT\nESCROW AGREEMENT, dated as of March 1, 2013, among Tundra Gold Corp. "
        "(the “Issuer”), Bank of the Plains, N.A. (the “Escrow Agent”), and Hall, Price & Dunn "
        "LLP, counsel to the Issuer (“Counsel”).",
        ["Tundra Gold Corp.", "Bank of the Plains, N.A.", "Hall, Price & Dunn LLP"],
    ),
    (
        "hereby sells to",
        "BILL OF SALE\nKNOW ALL MEN BY THESE PRESENTS, that Fenway Boat Works, Inc. (“Seller”), "
        "for good consideration, hereby sells to Alder Cove Marina LLC (“Buyer”) the vessel.",
        ["Fenway Boat Works, Inc.", "Alder Cove Marina LLC"],
    ),
    (
        "an incorporation in england and wales without company form",
        "AGREEMENT\nThis Agreement is made between Selwyn, a company organised under the laws of "
        "England and Wales (“Selwyn”), and Cardiff Metro Authority (“Authority”).",
        ["Selwyn", "Cardiff Metro Authority"],
    ),
    (
        "definitions after the description in dashes",
        "SUPPLY AGREEMENT\nbetween\nHANSA OEL GmbH & Co KG, Hafenstrasse 3, 20095 Hamburg, "
        "Germany\n– hereinafter referred to as Hansa –\nand\nMonterey Pharma Inc, 60 Bay Court, "
        "Novato, California 94949, United States of America\n– hereinafter referred to as "
        "Monterey –\nPreamble",
        ["HANSA OEL GmbH & Co KG", "Monterey Pharma Inc"],
    ),
    (
        "no brackets, role after as",
        "CHARTER PARTY\nIt is this day agreed between Poseidon Bulk Carriers S.A. of Piraeus as "
        "Owners and Norddeutsche Getreide AG of Hamburg as Charterers.",
        ["Poseidon Bulk Carriers S.A.", "Norddeutsche Getreide AG"],
    ),
    (
        "statutory trust and series",
        "ADVISORY AGREEMENT\nAGREEMENT made this 1st day of May 2003 by and between ALPINE SERIES "
        "TRUST, a Massachusetts business trust (the “Trust”), on behalf of its series, Alpine "
        "Growth Fund, and ALPINE ADVISORS, INC., a Maryland corporation (the “Adviser”).",
        ["ALPINE SERIES TRUST", "ALPINE ADVISORS, INC."],
    ),
    (
        "joint names of spouses and a company number inside brackets",
        "LOAN AGREEMENT\nMade on 2 May 2019 between Mr Thomas Gray and Mrs Edith Gray of 4 Orchard "
        "Close, Ely (together the “Lenders”) and Fenland Breweries Ltd (No. 07711223) (the "
        "“Borrower”).",
        ["Mr Thomas Gray", "Mrs Edith Gray", "Fenland Breweries Ltd"],
    ),
    (
        "parties in a dated heading line",
        "THIS LEASE, dated as of the 3rd day of April, 2009, from WATERFRONT REALTY TRUST, having "
        "an address at 8 Long Wharf, Boston (“Landlord”), to HARBOR BOOKS, INC., having an address "
        "at 9 Long Wharf, Boston (“Tenant”).",
        ["WATERFRONT REALTY TRUST", "HARBOR BOOKS, INC."],
    ),
    (
        "license grant by licensor label",
        "LICENSE\nLicensor: Regents of the University of Lakota\nLicensee: Prairie Genomics, Inc.\n"
        "Effective Date: May 1, 2005\n1. Grant. Licensor grants Licensee a license.",
        ["Regents of the University of Lakota", "Prairie Genomics, Inc."],
    ),
    (
        "contract lines with party under the label",
        "SALES CONTRACT\nSELLER\nJade River Textiles Co., Ltd.\n88 Silk Road, Suzhou\nBUYER\nOslo "
        "Home Interiors AS\nStorgata 1, Oslo\n1. Goods\nThe Seller sells cotton.",
        ["Jade River Textiles Co., Ltd.", "Oslo Home Interiors AS"],
    ),
    (
        "agreement of merger",
        "AGREEMENT AND PLAN OF MERGER, dated as of April 5, 2016 (this “Agreement”), among "
        "GRANGER FOODS COMPANY, a Delaware corporation (“Parent”), SPRUCE MERGER SUB, INC., a "
        "Delaware corporation and a wholly owned subsidiary of Parent (“Merger Sub”), and "
        "HEARTLAND BAKERIES, INC., a Delaware corporation (the “Company”).",
        ["GRANGER FOODS COMPANY", "SPRUCE MERGER SUB, INC.", "HEARTLAND BAKERIES, INC."],
    ),
    (
        "two sentences with addresses",
        "RESELLER AGREEMENT\nThis Reseller Agreement is entered into by Tamarack Software Corp., "
        "with offices at 1 Main St., Reno, NV 89501 (“Tamarack”) and the reseller named below "
        "(“Reseller”).\nReseller: Bayou Computers, Inc.\n1. Appointment. Tamarack appoints "
        "Reseller.",
        ["Tamarack Software Corp.", "Bayou Computers, Inc."],
    ),
    (
        "a power of attorney with no second party",
        "DECLARATION\nI, Walter J. Brandeis (the “Grantor”), hereby declare as follows.",
        ["Walter J. Brandeis"],
    ),
    (
        "nothing to find",
        "TERMS OF USE\nThese terms apply between you and us. Between January and March fees are "
        "halved. Goods are carried between Dover and Calais.",
        [],
    ),
]
