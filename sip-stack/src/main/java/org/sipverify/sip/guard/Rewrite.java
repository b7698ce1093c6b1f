package org.sipverify.sip.guard;

import java.util.Arrays;

/** The front of a message with parts of it removed; nothing is copied before the first removal. */
final class Rewrite {
    private final byte[] in;
    private final int length;
    private byte[] out;
    private int written;
    private int read;

    Rewrite(byte[] in, int length) {
        this.in = in;
        this.length = length;
        this.out = in;
    }

    /** The new position of the octet at {@code position}, which must not precede an edit. */
    int placeOf(int position) {
        return written + position - read;
    }

    void cut(int from, int to) {
        if (out == in) {
            out = new byte[length];
        }
        System.arraycopy(in, read, out, written, from - read);
        written += from - read;
        read = to;
    }

    void putSpace(int from, int to) {
        cut(from, to);
        out[written++] = ' ';
    }

    /** Everything up to {@code to}, at the new positions; octets after that are meaningless. */
    byte[] upTo(int to) {
        if (out != in) {
            cut(to, to);
        }
        return out;
    }

    /** The front up to {@code head}, an additional line before its empty line, and the given part of the body. */
    byte[] whole(int head, byte[] line, int body) {
        int front = placeOf(head);
        if (out == in && line.length == 0 && head + body == in.length) {
            return in;
        }
        var whole = Arrays.copyOf(upTo(head), front + line.length + body);
        System.arraycopy(line, 0, whole, front - 2, line.length);
        whole[front + line.length - 2] = '\r';
        whole[front + line.length - 1] = '\n';
        System.arraycopy(in, head, whole, front + line.length, body);
        return whole;
    }
}
