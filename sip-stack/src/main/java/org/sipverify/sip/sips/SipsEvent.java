package org.sipverify.sip.sips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.sips.ProbeDetails.Notification.Field;

/** What may be subscribed to, and what its notifications say. */
public enum SipsEvent {
    /** Whether somebody can be reached (RFC 3856). */
    PRESENCE("presence", "application/pidf+xml"),
    /** Whether messages wait (RFC 3842). */
    MESSAGE_SUMMARY("message-summary", "application/simple-message-summary");

    private static final int MOST_FIELDS = 50;
    private static final int LONGEST = 200;
    private static final Set<String> PRESENCE_ELEMENTS = Set.of("basic", "note", "contact", "timestamp");

    private final String text;
    private final String accept;

    SipsEvent(String text, String accept) {
        this.text = text;
        this.accept = accept;
    }

    /** Its name on the wire. */
    public String text() {
        return text;
    }

    /** The one of that name. */
    public static Optional<SipsEvent> of(String text) {
        return Arrays.stream(values()).filter(event -> event.text.equals(text)).findFirst();
    }

    String accept() {
        return accept;
    }

    /** What a body says; nothing when it cannot be read. */
    List<Field> read(byte[] body) {
        return switch (this) {
            case PRESENCE -> presence(body);
            case MESSAGE_SUMMARY -> lines(new String(body, UTF_8));
        };
    }

    private static List<Field> lines(String body) {
        return body.lines()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2)
                .limit(MOST_FIELDS)
                .map(parts -> field(parts[0], parts[1]))
                .toList();
    }

    /** Presence information (RFC 3863): no document type is read, so nothing outside of the body is. */
    private static List<Field> presence(byte[] body) {
        var fields = new ArrayList<Field>();
        try {
            var factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            var xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            while (xml.hasNext() && fields.size() < MOST_FIELDS) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && PRESENCE_ELEMENTS.contains(xml.getLocalName())) {
                    var name = xml.getLocalName();
                    fields.add(field(name, text(xml)));
                }
            }
        } catch (XMLStreamException e) {
            return List.copyOf(fields); // what stood before the mistake
        }
        return List.copyOf(fields);
    }

    private static String text(XMLStreamReader xml) throws XMLStreamException {
        return xml.getElementText();
    }

    private static Field field(String name, String value) {
        return new Field(shown(name), shown(value));
    }

    private static String shown(String text) {
        return PlainText.cut(PlainText.onOneLine(text.strip()), LONGEST);
    }
}
