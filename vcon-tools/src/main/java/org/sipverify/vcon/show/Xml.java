package org.sipverify.vcon.show;

/** Text in XML: what XML 1.0 forbids or a viewer would obey is written out, as on a terminal. */
final class Xml {
    private Xml() {}

    static String text(String text) {
        return Terminal.safe(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String cut(String text, int columns) {
        return text(Terminal.cut(text, columns));
    }
}
