package org.sipverify.sip.sips;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.sips.ProbeDetails.Call.Media;

/** The little of SDP (RFC 8866) that a call without media needs. */
final class Sdp {
    private static final Pattern MEDIA = Pattern.compile("m=(\\S{1,40}) ([0-9]{1,5})(?:/[0-9]{1,5})? (\\S{1,40}) (.*)");
    private static final Set<String> DIRECTIONS = Set.of("sendrecv", "sendonly", "recvonly", "inactive");
    private static final String USUAL = "sendrecv";
    private static final int MOST_LINES = 32;
    private static final int MOST_FORMATS = 32;

    private Sdp() {}

    /** Offers telephone audio; what is sent to the port of the discard service is lost. */
    static String offer(String address) {
        var family = address.contains(":") ? "IP6 " : "IP4 ";
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN " + family + address,
                "s=probe",
                "c=IN " + family + address,
                "t=0 0",
                "m=audio 9 RTP/AVP 0 8 101",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:8 PCMA/8000",
                "a=rtpmap:101 telephone-event/8000",
                "a=sendrecv",
                "");
    }

    /** The media lines of an answer; what cannot be read is left out. */
    static List<Media> media(String sdp) {
        var found = new ArrayList<Media>();
        var direction = USUAL;
        for (var line : sdp.split("\r?\n", -1)) {
            var media = MEDIA.matcher(line);
            if (media.matches() && found.size() < MOST_LINES) {
                found.add(new Media(
                        shown(media.group(1)),
                        Integer.parseInt(media.group(2)),
                        shown(media.group(3)),
                        formats(media.group(4)),
                        direction));
            } else if (line.startsWith("a=")
                    && DIRECTIONS.contains(line.substring(2).strip())) {
                var named = line.substring(2).strip();
                if (found.isEmpty()) {
                    direction = named; // of the session, for all lines that name none
                } else {
                    var last = found.remove(found.size() - 1);
                    found.add(new Media(last.type(), last.port(), last.protocol(), last.formats(), named));
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<String> formats(String text) {
        return Pattern.compile(" ")
                .splitAsStream(text.strip())
                .limit(MOST_FORMATS)
                .map(Sdp::shown)
                .toList();
    }

    private static String shown(String text) {
        return PlainText.cut(PlainText.onOneLine(text), 40);
    }
}
