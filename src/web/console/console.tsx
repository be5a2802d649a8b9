import { createRoot } from 'react-dom/client';
import { StyleSheetManager } from 'styled-components';
import { Console } from './app';

// The page lets in no style but its own: the components' sheet carries the nonce of the script that makes it.
const nonce = document.currentScript?.nonce ?? '';
const place = document.getElementById('console');
if (place)
  createRoot(place).render(
    <StyleSheetManager nonce={nonce}>
      <Console />
    </StyleSheetManager>,
  );
