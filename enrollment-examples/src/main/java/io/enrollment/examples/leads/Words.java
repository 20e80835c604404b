package io.enrollment.examples.leads;

import java.util.List;

/** What leads are called and what they want. */
final class Words {

    static final List<String> FIRST = List.of(
            "Emma",
            "Liam",
            "Olivia",
            "Noah",
            "Charlotte",
            "William",
            "Amelia",
            "Benjamin",
            "Sophie",
            "Lucas",
            "Chloe",
            "Ethan",
            "Maya",
            "Nathan",
            "Zara",
            "Omar",
            "Priya",
            "Diego",
            "Ingrid",
            "Mateo",
            "Aisha",
            "Hugo",
            "Elena",
            "Viktor",
            "Grace",
            "Samuel",
            "Hannah",
            "Isaac",
            "Nadia",
            "Felix");

    static final List<String> LAST = List.of(
            "Smith",
            "Tremblay",
            "Martin",
            "Roy",
            "Brown",
            "Wilson",
            "Gagnon",
            "Singh",
            "Nguyen",
            "Lee",
            "Johnson",
            "Garcia",
            "Miller",
            "Davis",
            "Rossi",
            "Schneider",
            "Weber",
            "Dubois",
            "Murphy",
            "Campbell",
            "Chen",
            "Patel",
            "Okafor",
            "Haddad",
            "Kowalski",
            "Andersen",
            "Silva",
            "Novak",
            "Fraser",
            "Bouchard");

    static final List<String> COMPANY = List.of(
            "Northwind Logistics",
            "Maple & Sons Ltd.",
            "Harbour Freight, Inc.",
            "Weber GmbH",
            "Lakeside \"Rides\" LLC");

    /** First and last names as they really occur, and as they should not be lost or executed. */
    static final List<List<String>> ODD = List.of(
            List.of("Zoë", "Lefèvre-Côté"),
            List.of("Sinéad", "O'Brien"),
            List.of("Łukasz", "Żółć"),
            List.of("Robert \"Bob\"", "Smith, Jr."),
            List.of("Sam 🚗", "Young"),
            List.of("محمد", "الأحمد"),
            List.of("נועה", "כהן"),
            List.of("小明", "王"),
            List.of("Nguyễn Thị", "Ánh"),
            List.of("Anne\nMarie", "du Pont"),
            List.of("=HYPERLINK(\"https://example.com\")", "Formula"),
            List.of("Null", "None"),
            List.of("<b>Ada</b>", "{{lastName}}"),
            List.of("X", "Æ"),
            List.of("Wolfeschlegelstein".repeat(10), "Hausenbergerdorff".repeat(5)));

    /** Before and behind a name that would have been a good local part. */
    static final List<String> MALFORMED = List.of(
            "%s@@example.com",
            "%s.example.com",
            "%s@example",
            "%s@exam ple.com",
            ".%s@example.com",
            "%s@-example.com",
            "\"%s\"@example.com",
            "%s@[192.0.2.1]",
            "<%s@example.com>",
            "mailto:%s@example.com",
            "%s@example.com ",
            "%s@example..org",
            "n/a");

    static final List<String> BAD_PHONES =
            List.of("555-0123", "0000000000", "12", "unknown", "+1 416 555 01", "+999 555 0100", "call me");

    static final List<String> DOMAINS = List.of(
            "example.com",
            "example.org",
            "example.net",
            "mail.example",
            "post.example",
            "inbox.example",
            "bücher.example");

    static final List<String> SOURCES = List.of("web", "showroom", "referral", "trade-show", "import");

    static final List<String> INTERESTS = List.of("sedan", "suv", "truck", "electric", "undecided");

    static final List<String> VEHICLES = List.of(
            "2019 Aurora LX",
            "2021 Borealis Touring",
            "2022 Aurora GT",
            "2023 Tundra Fox",
            "2024 Volt One",
            "2020 Cargo 350");

    static final List<String> NOTES = List.of(
            "Asked for a call back, evenings only",
            "Said: \"not before spring\"",
            "First line\nsecond line",
            "=SUM(A1:A9)",
            "-2+3",
            "@everyone",
            "price; color, and delivery");

    private Words() {}
}
