/** IP addresses, networks and host:port, read as literals, without lookups. */
@NullMarked
package org.sipverify.formats.net;

import org.jspecify.annotations.NullMarked;
