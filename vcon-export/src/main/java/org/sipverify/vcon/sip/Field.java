package org.sipverify.vcon.sip;

/**
 * One header field.
 *
 * @param name as the RFCs write it, also where the message has the compact form
 * @param value unfolded, without blanks around it
 * @param from where its line begins in the message
 * @param to where the next line begins
 */
public record Field(String name, String value, int from, int to) {}
