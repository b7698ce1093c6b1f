package org.sipverify.app.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.http.access.AccessLog;
import org.sipverify.vcon.show.Terminal;

/**
 * Who looked at what and did what over HTTP, one line of JSON each. The logger {@code access} writes and rotates it.
 * Characters that are not visible are escaped in the way of JSON.
 */
public final class AccessLogFile implements AccessLog {
    private static final Logger ACCESS = LogManager.getLogger("access");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void add(Entry entry) {
        try {
            ACCESS.info(Terminal.safeJson(JSON.writeValueAsString(entry)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers is JSON", e);
        }
    }
}
