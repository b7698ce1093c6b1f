package org.sipverify.vcon.call;

/** Recognises a final response by its first bytes, without parsing the message. */
public final class FinalAnswer {
    private static final byte[] RESPONSE = {'S', 'I', 'P', '/', '2', '.', '0', ' '};

    /** Whether it is a response from 300 on: those answer an INVITE, while the 200 of this server answers a CANCEL. */
    public static boolean is(RecordedMessage message) {
        var bytes = message.bytes();
        if (bytes.length <= RESPONSE.length) {
            return false;
        }
        for (var i = 0; i < RESPONSE.length; i++) {
            if (bytes[i] != RESPONSE[i]) {
                return false;
            }
        }
        return bytes[RESPONSE.length] >= '3' && bytes[RESPONSE.length] <= '6';
    }

    private FinalAnswer() {}
}
