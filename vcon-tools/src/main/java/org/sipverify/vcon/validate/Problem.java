package org.sipverify.vcon.validate;

/**
 * Something wrong in a vCon.
 *
 * @param pointer where, as a JSON pointer; empty for the whole
 * @param wrong what is wrong
 * @param right what would be right
 */
public record Problem(String pointer, String wrong, String right) {

    /** One line; from the file and not escaped for a terminal. */
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "/" : pointer) + ": " + wrong + "; " + right;
    }
}
