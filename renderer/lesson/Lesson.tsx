import { useEffect, useState } from 'react';
import { useDocuments } from '../stores/document-store.ts';
import { useLocale } from '../text/text.ts';
import { Markdown } from '../ui/Markdown.tsx';
import { lessonOf } from './lessons.ts';
import './lesson.css';

/** The page of the template a drawing came from: what it asks, what to look at, and how to break it. */
export const Lesson = () => {
  const template = useDocuments((state) => state.file.template);
  const locale = useLocale();
  const [page, setPage] = useState('');
  useEffect(() => {
    let late = false;
    void lessonOf(template ?? '', locale).then((text) => {
      if (!late) setPage(text ?? '');
    });
    return () => {
      late = true;
    };
  }, [template, locale]);
  return (
    <article className="lesson" tabIndex={0}>
      <Markdown text={page} />
    </article>
  );
};
