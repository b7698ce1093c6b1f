package org.sipverify.vcon.show;

/** A column of the ladder: who, and in small letters what else is known of them. */
record LadderColumn(String title, String subtitle) {}
