package org.sipverify.bridge;

/**
 * How a bridged call ended.
 *
 * @param by who ended it
 * @param wasAnswered whether both ever spoke
 */
public record CallEnd(Party by, boolean wasAnswered, Status why) {}
