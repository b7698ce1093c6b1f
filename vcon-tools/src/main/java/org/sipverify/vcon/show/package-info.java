/** Shows the call in a vCon to people: as a screen of text, and as a ladder of its messages. */
@NullMarked
package org.sipverify.vcon.show;

import org.jspecify.annotations.NullMarked;
