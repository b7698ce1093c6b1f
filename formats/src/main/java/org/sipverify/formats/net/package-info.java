/** IP addresses, networks and host:port, read as literals: nothing is looked up. */
@NullMarked
package org.sipverify.formats.net;

import org.jspecify.annotations.NullMarked;
