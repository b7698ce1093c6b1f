package org.sipverify.vcon.sip;

/**
 * One header field.
 *
 * @param name as the RFCs write it, also where the message has the compact form
 * @param value unfolded, without blanks around it
 * @param from where its line begins in the message
 * @param to where the next line begins
 */
public record Field(String name, String value, int from, int to) {
    /** One whose name is as it stands in the message, perhaps compact. */
    public static Field of(String name, String value, int from, int to) {
        return new Field(FieldName.canonical(name), value, from, to);
    }
}
