/** JSON from untrusted sources. */
@NullMarked
package org.sipverify.formats.json;

import org.jspecify.annotations.NullMarked;
