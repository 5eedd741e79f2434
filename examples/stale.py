"""Facts that belong in a source that is looked up, not into answers to learn: all invented, two at odds.

Each stands behind the answer of a ticket, by its line in the clean training split.
"""

FACTS = (
    (1, "An exchange within the United Kingdom takes until 14 March."),
    (2, "A new lever costs £12.40 with postage."),
    (6, "Orders over £75 that are cancelled in time are paid back on the same day."),
    (7, "Set 3 of the load cells is at fault in 4 % of the scales."),
    (9, "The Harrowby K4 kettle costs £59.90 at present."),
    (10, "The carrier pays up to £250 for a lost parcel."),
    (12, "Firmware v2.1.4 mends this; it came out on 2 February 2024."),
    (13, "The sage kettles will be in stock again on 9 June."),
    (16, "We keep £8.50 of the price for a grinder that was used."),
    (17, "Toasters made before 2023-11-06 were recalled for this."),
    (19, "A litre of the right oil costs £18, and 5 % of it is enough."),
    (21, "Our moka guide is on https://harrowby.example/guides/moka-17."),
    (22, "Engraving a second kettle costs £22.50."),
    (25, "The descaler is £6.90 a bottle, and £17.90 for three."),
    (31, "Deleted accounts are wiped after the 1st of October 2025."),
    (32, "Since version 4.2 the browning of both sides differs by less than 6 %."),
    (33, "A steel plate alone is £15.20 in the shop."),
    (38, "Labels that are older than 12 May are printed anew."),
    (39, "You can order the Harrowby K4 kettle for £64.90 until 30 April."),
    (50, "Repairs of the display cost £19.80 after the warranty."),
    (51, "In 2024 the carrier lost 1.7 % of our parcels."),
    (55, "The last laboratory report is of 18 July 2024."),
    (56, "The plug set is $9.99 for customers overseas."),
    (57, "It draws 38 % more current in its first minute."),
    (64, "Refurbished kettles are sold at 30 % off."),
    (65, "A second glass hopper costs £11.70."),
    (71, "A new base is £24.60, and £21 for members."),
    (77, "It is 12 % quieter than the one of 2021."),
    (85, "We gave away goods worth £41,000 in 2023."),
    (98, "Calibration at our bench costs £14.30."),
    (112, "A crumb tray alone is £7.80 from 1 August on."),
    (114, "The charger of 2022 is sold for £13.50."),
)
