/**
 * Requests of this server's own: {@link org.sipverify.sip.client.CallProbe} places one call to try a server out.
 */
@NullMarked
package org.sipverify.sip.client;

import org.jspecify.annotations.NullMarked;
